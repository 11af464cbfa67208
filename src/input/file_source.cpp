#include "input/file_source.h"

#include <fcntl.h>

#include "support/bytes.h"
#include "support/file.h"

namespace ko2alias {
namespace {

class FileSource final : public Source {
 public:
  FileSource(std::string name, File file, std::uint64_t size, char* data, ReadBuffer& buffer,
             std::uint64_t most_loaded)
      : Source(std::move(name)),
        file_(std::move(file)),
        size_(size),
        data_(data),
        buffer_(buffer),
        most_loaded_(most_loaded) {}

  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (turn_.is_taken()) buffer_.trim();
  }

  [[nodiscard]] std::string_view data() const override { return {data_, size_}; }

  [[nodiscard]] std::optional<Problem> load(std::uint64_t offset, std::uint64_t length) override {
    if (!is_within(offset, length, size_)) return truncated(size_, offset, length);
    const std::uint64_t end = offset + length;
    if (end <= head_end_ || offset >= tail_) return std::nullopt;
    // One read more is saved at either end: small files and headers need the first bytes, and the
    // section names stand right before the section headers that end a file.
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
    if (length > most_loaded_ - loaded_) return too_large(most_loaded_, " to be read of it");
    loaded_ += length;
    if (loaded_ > largest_shared_size) turn_.take();
    buffer_.note_use(offset + length);
    return file_.fill(offset, data_ + offset, length);
  }

  File file_;
  std::uint64_t size_;
  char* data_;
  ReadBuffer& buffer_;
  std::uint64_t most_loaded_;
  std::uint64_t loaded_ = 0;
  LargeTurn turn_;
  // The bytes before `head_end_` and from `tail_` on have been read.
  std::uint64_t head_end_ = 0;
  std::uint64_t tail_ = size_;
};

}  // namespace

Result<std::unique_ptr<Source>> open_file(const std::string& path, ReadBuffer& buffer,
                                          std::uint64_t most_loaded) {
  auto file = File::open(path, O_NONBLOCK);
  if (!file) return file.problem();
  const auto size = file->size();
  if (!size) return size.problem();
  char* const data = buffer.reserve(*size);
  if (data == nullptr) return error("too large: " + std::to_string(*size) + " bytes");
  return std::unique_ptr<Source>(
      std::make_unique<FileSource>(path, std::move(*file), *size, data, buffer, most_loaded));
}

}  // namespace ko2alias
