#include "input/file_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "support/bytes.h"

namespace ko2alias {
namespace {

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File& operator=(File&&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

class FileSource final : public Source {
 public:
  FileSource(std::string name, File file, std::uint64_t size, char* data, ReadBuffer& buffer)
      : Source(std::move(name)),
        file_(std::move(file)),
        size_(size),
        data_(data),
        buffer_(buffer) {}

  [[nodiscard]] std::string_view data() const override { return {data_, size_}; }

  [[nodiscard]] std::optional<Problem> load(std::uint64_t offset, std::uint64_t length) override {
    if (!is_within(offset, length, size_)) return truncated(size_, offset, length);
    const std::uint64_t end = offset + length;
    if (end <= head_end_ || offset >= tail_) return std::nullopt;
    // What small files and headers need stands at the beginning, and the section names before the
    // headers at the end.
    constexpr std::uint64_t ahead = 4096;
    const std::uint64_t from = end == size_ ? offset - std::min(offset, ahead) : offset;
    const std::uint64_t to = offset == 0 ? std::max(end, std::min(size_, ahead)) : end;
    if (auto problem = read(from, to - from)) return problem;
    if (from == 0) head_end_ = to;
    if (to == size_) tail_ = from;
    return std::nullopt;
  }

 private:
  std::optional<Problem> read(std::uint64_t offset, std::uint64_t length) {
    buffer_.note_use(offset + length);
    while (length != 0) {
      const ssize_t count =
          ::pread(file_.descriptor(), data_ + offset, length, static_cast<off_t>(offset));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return error(std::strerror(errno));
      if (count == 0) return error("the file became shorter while it was read");
      offset += static_cast<std::uint64_t>(count);
      length -= static_cast<std::uint64_t>(count);
    }
    return std::nullopt;
  }

  File file_;
  std::uint64_t size_;
  char* data_;
  ReadBuffer& buffer_;
  // What stands before the one and behind the other has been read.
  std::uint64_t head_end_ = 0;
  std::uint64_t tail_ = size_;
};

}  // namespace

Result<std::unique_ptr<Source>> open_file(const std::string& path, ReadBuffer& buffer) {
  File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.descriptor() < 0) return error(std::strerror(errno));
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) return error(std::strerror(errno));
  if (!S_ISREG(status.st_mode)) return error("not a regular file");
  const auto size = static_cast<std::uint64_t>(status.st_size);
  char* const data = buffer.reserve(size);
  if (data == nullptr) return error("too large: " + std::to_string(size) + " bytes");
  return std::unique_ptr<Source>(
      std::make_unique<FileSource>(path, std::move(file), size, data, buffer));
}

}  // namespace ko2alias
