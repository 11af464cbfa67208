#include "support/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "support/system_error.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

// The end of a chain of links, which may name a file that is not there.
struct LinkEnd {
  std::string path;
  /// Whether it is a link in /proc, which leads to an open file itself and not to a name.
  bool is_open_file = false;
};

Result<LinkEnd> follow_links(fs::path path) {
  // The system follows no more either.
  constexpr int most_links = 40;
  std::error_code failure;
  for (int i = 0; i < most_links; ++i) {
    if (!fs::is_symlink(path, failure)) return LinkEnd{path.string()};
    const fs::path folder =
        fs::canonical(path.has_parent_path() ? path.parent_path() : ".", failure);
    if (failure) return system_error(failure.value());
    if (folder.string().starts_with("/proc/")) return LinkEnd{path.string(), true};
    path = folder / fs::read_symlink(path, failure);
    if (failure) return system_error(failure.value());
  }
  return system_error(ELOOP);
}

std::string folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

constexpr std::size_t longest_label = 4096;

// The value of an extended attribute, or the names of all where there is no name.
Result<std::string> attribute_of(const std::string& path, const char* name) {
  const auto read = [&](char* data, std::size_t size) {
    return name == nullptr ? ::listxattr(path.c_str(), data, size)
                           : ::getxattr(path.c_str(), name, data, size);
  };
  while (true) {
    const ssize_t size = read(nullptr, 0);
    if (size < 0) return system_error();
    std::string value(static_cast<std::size_t>(size), '\0');
    const ssize_t count = size == 0 ? 0 : read(value.data(), value.size());
    // It has become longer meanwhile.
    if (count < 0 && errno == ERANGE) continue;
    if (count < 0) return system_error();
    value.resize(static_cast<std::size_t>(count));
    return value;
  }
}

// The value that a new file has been given already, as security modules do.
std::optional<std::string> own_attribute(int descriptor, const std::string& name) {
  std::string value(longest_label, '\0');
  const ssize_t count = ::fgetxattr(descriptor, name.c_str(), value.data(), value.size());
  if (count < 0) return std::nullopt;
  value.resize(static_cast<std::size_t>(count));
  return value;
}

// Whether an attribute says something of the old bytes: hashes of them, and signatures of these.
bool is_of_content(std::string_view name) {
  return name == "security.ima" || name == "security.evm";
}

// Those that cannot be kept are a problem: who may read a file can depend on them.
std::optional<Problem> copy_extended_attributes(const std::string& from, int to) {
  const auto names = attribute_of(from, nullptr);
  // The file system has none.
  if (!names) return std::nullopt;
  for (std::string_view rest = *names; !rest.empty();) {
    const std::string name(rest.substr(0, rest.find('\0')));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    if (is_of_content(name)) continue;
    const auto value = attribute_of(from, name.c_str());
    if (!value) return value.problem();
    if (const auto present = own_attribute(to, name); present == *value) continue;
    if (::fsetxattr(to, name.c_str(), value->data(), value->size(), 0) != 0)
      return error("has an extended attribute that cannot be kept: " + name + ": " +
                   system_error().message);
  }
  return std::nullopt;
}

// Gives a new file the mode, the owner and the extended attributes of the one that it is to
// replace.
std::optional<Problem> copy_attributes(const std::string& path, const struct stat& from, int to) {
  struct stat status {};
  if (::fstat(to, &status) != 0) return system_error();
  const bool has_same_owner = status.st_uid == from.st_uid && status.st_gid == from.st_gid;
  if (!has_same_owner && ::fchown(to, from.st_uid, from.st_gid) != 0)
    return error(
        "belongs to another user or group, who cannot be kept: remove it first, or name another "
        "file");
  if (auto problem = copy_extended_attributes(path, to)) return problem;
  // A change of the owner takes bits of the mode away.
  if (::fchmod(to, from.st_mode & 07777) != 0) return system_error();
  return std::nullopt;
}

}  // namespace

Result<OutputFile> OutputFile::open(const std::string& path) {
  const auto end = follow_links(path);
  if (!end) return end.problem();
  OutputFile file(end->path);
  struct stat status {};
  const bool is_special = ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
  const auto problem = is_special          ? file.open_as_it_is(0)
                       : end->is_open_file ? file.open_as_it_is(O_APPEND)
                                           : file.open_beside();
  if (problem) return *problem;
  return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

int OutputFile::descriptor() const { return temporary_ ? temporary_->descriptor() : descriptor_; }

std::optional<std::string> OutputFile::folder() const {
  if (!temporary_) return std::nullopt;
  return folder_of(path_);
}

std::optional<Problem> OutputFile::open_as_it_is(int flags) {
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC | flags);
  if (descriptor_ < 0) return system_error();
  return std::nullopt;
}

std::optional<Problem> OutputFile::open_beside() {
  if (path_.empty()) return system_error(ENOENT);
  struct stat present {};
  const bool is_present = ::stat(path_.c_str(), &present) == 0;
  auto temporary = TemporaryFile::create(folder_of(path_), is_present ? S_IRUSR | S_IWUSR : 0666);
  if (!temporary) return temporary.problem();
  temporary_.emplace(std::move(*temporary));
  if (is_present) return copy_attributes(path_, present, temporary_->descriptor());
  return std::nullopt;
}

std::optional<Problem> OutputFile::finish() {
  if (temporary_) return temporary_->move_to(path_);
  if (::close(std::exchange(descriptor_, -1)) != 0) return system_error();
  return std::nullopt;
}

}  // namespace ko2alias
