#include "input/file_source.h"

#include <fcntl.h>

#include <algorithm>

#include "support/bytes.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// A call costs as much as ten KiB more of the call before, so what is likely to be asked for next
// is read too. Section headers and their names stand at the end of a module, all but always within
// the last 8 KiB; a signature of some hundred bytes may follow them. Two of three modules are so
// small that they are read whole.
constexpr std::uint64_t head = std::uint64_t{4} << 10;
constexpr std::uint64_t tail = std::uint64_t{8} << 10;
constexpr std::uint64_t small = std::uint64_t{64} << 10;

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
    std::uint64_t from = offset;
    std::uint64_t to = end;
    if (offset == 0) to = std::max(end, std::min(size_, size_ <= small ? size_ : head));
    if (const std::uint64_t tail_start = size_ - std::min(size_, tail); to > tail_start) {
      from = std::min(from, tail_start);
      to = size_;
    }
    from = std::max(from, head_end_);
    to = std::min(to, tail_);
    if (from >= to) return std::nullopt;
    if (auto problem = read(from, to - from)) return problem;
    if (from == head_end_) head_end_ = to;
    if (to == tail_) tail_ = from;
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
  if (data == nullptr) return error("too large: " + counted(*size, "byte"));
  return std::unique_ptr<Source>(
      std::make_unique<FileSource>(path, std::move(*file), *size, data, buffer, most_loaded));
}

}  // namespace ko2alias
