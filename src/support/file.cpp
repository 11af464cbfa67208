#include "support/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace ko2alias {
namespace {

Problem system_error() { return error(std::strerror(errno)); }

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

}  // namespace

Result<File> File::open(const std::string& path, int flags) {
  File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags));
  if (file.descriptor_ < 0) return system_error();
  return file;
}

Result<File> File::standard_input() {
  File file(::dup(STDIN_FILENO));
  if (file.descriptor_ < 0) return system_error();
  return file;
}

Result<File> File::temporary() {
  std::string name = (std::filesystem::temp_directory_path() / "ko2alias-XXXXXX").string();
  File file(::mkostemp(name.data(), O_CLOEXEC));
  if (file.descriptor_ < 0) return system_error();
  ::unlink(name.c_str());
  return file;
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
  const auto count = read_at(offset, bytes.data(), size);
  bytes.resize(count ? *count : 0);
  return bytes;
}

std::optional<Problem> File::fill(std::uint64_t offset, char* data, std::size_t size) const {
  while (size != 0) {
    const auto count = read_at(offset, data, size);
    if (!count) return count.problem();
    if (*count == 0) return error("the file became shorter while it was read");
    offset += *count;
    data += *count;
    size -= *count;
  }
  return std::nullopt;
}

Result<std::string> File::read_rest() {
  std::string text;
  std::array<char, 1 << 16> block{};
  while (true) {
    const auto count = read(block.data(), block.size());
    if (!count) return count.problem();
    if (*count == 0) return text;
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
