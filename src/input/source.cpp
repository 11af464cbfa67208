#include "ko2alias/source.h"
#include "support/bytes.h"
#include "support/text.h"

namespace ko2alias {
namespace {

class MemorySource final : public Source {
 public:
  MemorySource(std::string name, std::string data)
      : Source(std::move(name)), data_(std::move(data)) {}

  [[nodiscard]] std::string_view data() const override { return data_; }
  [[nodiscard]] std::optional<Problem> load(std::uint64_t offset, std::uint64_t length) override {
    if (is_within(offset, length, data_.size())) return std::nullopt;
    return truncated(data_.size(), offset, length);
  }

 private:
  std::string data_;
};

}  // namespace

Problem truncated(std::uint64_t size, std::uint64_t offset, std::uint64_t length) {
  return error("truncated: the file ends after " + counted(size, "byte") + ", but " +
               counted(length, "byte was", "bytes were") + " expected at byte " +
               std::to_string(offset));
}

std::unique_ptr<Source> make_memory_source(std::string name, std::string data) {
  return std::make_unique<MemorySource>(std::move(name), std::move(data));
}

}  // namespace ko2alias
