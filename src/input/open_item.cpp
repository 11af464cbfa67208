#include "input/open_item.h"

#include "input/magic.h"
#include "support/bytes.h"

namespace ko2alias {
namespace {

// Looks at bytes that somebody else keeps.
class ViewSource final : public Source {
 public:
  ViewSource(std::string name, std::string_view data) : Source(std::move(name)), data_(data) {}

  [[nodiscard]] std::string_view data() const override { return data_; }
  [[nodiscard]] std::optional<Problem> load(std::uint64_t offset, std::uint64_t length) override {
    if (is_within(offset, length, data_.size())) return std::nullopt;
    return truncated(data_.size(), offset, length);
  }

 private:
  std::string_view data_;
};

}  // namespace

Result<std::unique_ptr<Source>> open_item(const Item& item, Workspace& workspace,
                                          std::uint64_t max_size) {
  if (item.problem) return *item.problem;
  std::unique_ptr<Source> source;
  if (item.path.empty()) {
    source = std::make_unique<ViewSource>(item.name, item.bytes);
  } else if (auto file = open_file(item.path, workspace.file)) {
    source = std::move(*file);
  } else {
    return file.problem();
  }
  const std::size_t head = std::min(source->data().size(), compression_head);
  if (auto problem = source->load(0, head)) return *problem;
  if (!is_compressed(source->data().substr(0, head))) return source;
  if (auto problem = source->load(0, source->data().size())) return *problem;
  const auto inflated =
      workspace.decompressor.decompress(source->data(), workspace.inflated, max_size);
  if (!inflated) return inflated.problem();
  return std::unique_ptr<Source>(std::make_unique<ViewSource>(item.name, *inflated));
}

}  // namespace ko2alias
