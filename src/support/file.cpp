#include "support/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <mutex>
#include <vector>

#include <fmt/core.h>

#include "support/system_error.h"
#include "support/temporary_file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// Calls a function of the system until no signal interrupts it.
template <class Call>
Result<std::size_t> repeat(Call call) {
  ssize_t count = 0;
  do {
    count = call();
  } while (count < 0 && errno == EINTR);
  if (count < 0) return system_error();
  return static_cast<std::size_t>(count);
}

// Where a symbolic link leads, if the path is one.
std::optional<std::string> target_of_link(const std::string& path) {
  std::error_code failure;
  const auto target = std::filesystem::read_symlink(path, failure);
  return failure ? std::nullopt : std::optional(target.string());
}

Problem shrunk() { return error("the file became shorter while it was read"); }

// The watches that live, for threads that open files.
class Watches {
 public:
  void add(ReadWatch& watch) {
    const std::lock_guard lock(mutex_);
    watches_.push_back(&watch);
    is_empty_ = false;
  }
  void remove(ReadWatch& watch) {
    const std::lock_guard lock(mutex_);
    watches_.erase(std::find(watches_.begin(), watches_.end(), &watch));
    is_empty_ = watches_.empty();
  }
  void note_read(int descriptor) {
    struct stat status {};
    if (is_empty_ || ::fstat(descriptor, &status) != 0) return;
    const std::lock_guard lock(mutex_);
    for (ReadWatch* const watch : watches_) watch->note_read(status.st_dev, status.st_ino);
  }

 private:
  std::mutex mutex_;
  std::vector<ReadWatch*> watches_;
  std::atomic<bool> is_empty_{true};
};

Watches& watches() {
  static Watches all;
  return all;
}

}  // namespace

ReadWatch::ReadWatch(const std::string& path) {
  struct stat status {};
  is_there_ = ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
  device_ = status.st_dev;
  inode_ = status.st_ino;
  // Reads ask for nothing where there is nothing to notice.
  if (is_there_) watches().add(*this);
}

ReadWatch::~ReadWatch() {
  if (is_there_) watches().remove(*this);
}

void ReadWatch::note_read(dev_t device, ino_t inode) {
  if (device == device_ && inode == inode_) was_read_ = true;
}

Result<File> File::of(int descriptor) {
  if (descriptor < 0) return system_error();
  watches().note_read(descriptor);
  return File(descriptor);
}

Result<File> File::open(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
  if (descriptor < 0 && errno == ENOENT)
    if (const auto target = target_of_link(path))
      return error(fmt::format("a broken link: {} is not there", *target));
  return of(descriptor);
}

Result<File> File::standard_input() { return of(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)); }

Result<File> File::temporary() {
  std::error_code failure;
  const std::string folder = std::filesystem::temp_directory_path(failure).string();
  if (failure) return system_error(failure.value());
  constexpr mode_t mode = S_IRUSR | S_IWUSR;
  const int unnamed = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
  if (unnamed >= 0) return File(unnamed);
  // A file system that has no files without names.
  const auto named = TemporaryFile::create(folder, mode);
  if (!named) return named.problem();
  return of(::fcntl(named->descriptor(), F_DUPFD_CLOEXEC, 0));
}

File::File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::uint64_t> File::size() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) return system_error();
  if (!S_ISREG(status.st_mode)) return error("not a regular file");
  return static_cast<std::uint64_t>(status.st_size);
}

// NOLINTNEXTLINE(readability-make-member-function-const): it moves where the file is read.
Result<std::size_t> File::read(char* data, std::size_t size) {
  return repeat([&] { return ::read(descriptor_, data, size); });
}

Result<std::size_t> File::read_at(std::uint64_t offset, char* data, std::size_t size) const {
  return repeat([&] { return ::pread(descriptor_, data, size, static_cast<off_t>(offset)); });
}

std::string File::bytes_at(std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const auto count = read_at(offset + done, bytes.data() + done, size - done);
    if (!count || *count == 0) break;
    done += *count;
  }
  bytes.resize(done);
  return bytes;
}

std::optional<Problem> File::fill(std::uint64_t offset, char* data, std::size_t size) const {
  while (size != 0) {
    const auto count = read_at(offset, data, size);
    if (!count) return count.problem();
    if (*count == 0) return shrunk();
    offset += *count;
    data += *count;
    size -= *count;
  }
  return std::nullopt;
}

Result<std::string> File::read_rest() {
  // In /sys, files have fewer bytes than their size says; but that does not change.
  const auto size_now = [&] {
    const auto found = size();
    return found ? *found : 0;
  };
  const std::uint64_t size_before = size_now();
  std::string text;
  std::array<char, 1 << 16> block{};
  while (true) {
    const auto count = read(block.data(), block.size());
    if (!count) return count.problem();
    if (*count == 0 && size_now() < size_before) return shrunk();
    if (*count == 0) return text;
    if (*count > longest_text - text.size())
      return error("longer than any text that is read, which has " + counted(longest_text, "byte") +
                   " at most");
    text.append(block.data(), *count);
  }
}

std::optional<Problem> File::copy_from(File& other) {
  std::array<char, 1 << 16> block{};
  while (true) {
    const auto count = other.read(block.data(), block.size());
    if (!count) return count.problem();
    if (*count == 0) return std::nullopt;
    if (auto problem = write({block.data(), *count})) return problem;
  }
}

// NOLINTNEXTLINE(readability-make-member-function-const): it changes the file.
std::optional<Problem> File::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = repeat([&] { return ::write(descriptor_, bytes.data(), bytes.size()); });
    if (!count) return count.problem();
    bytes.remove_prefix(*count);
  }
  return std::nullopt;
}

Result<std::string> read_text_file(const std::string& path) {
  auto file = path == "-" ? File::standard_input() : File::open(path);
  if (!file) return file.problem();
  return file->read_rest();
}

}  // namespace ko2alias
