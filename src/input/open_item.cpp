#include "input/open_item.h"

#include <algorithm>

#include "input/limits.h"
#include "input/magic.h"
#include "input/view_source.h"

namespace ko2alias {
namespace {

// Looks at what was decompressed into a buffer.
class InflatedSource final : public ViewSource {
 public:
  InflatedSource(std::string name, std::string_view data, ReadBuffer& buffer,
                 std::unique_ptr<LargeTurn> turn)
      : ViewSource(std::move(name), data), buffer_(buffer), turn_(std::move(turn)) {}
  InflatedSource(const InflatedSource&) = delete;
  InflatedSource& operator=(const InflatedSource&) = delete;
  ~InflatedSource() override {
    if (turn_) buffer_.trim();
  }

 private:
  ReadBuffer& buffer_;
  std::unique_ptr<LargeTurn> turn_;
};

// What turns out to be large is decompressed once more, when it is its turn.
Result<std::unique_ptr<Source>> inflate(const Source& packed, Workspace& workspace,
                                        std::uint64_t max_size) {
  std::unique_ptr<LargeTurn> turn;
  auto inflated = workspace.decompressor.decompress(packed.data(), workspace.inflated,
                                                    std::min(max_size, largest_shared_size));
  if (!inflated && inflated.problem().kind == ProblemKind::too_large &&
      max_size > largest_shared_size) {
    turn = std::make_unique<LargeTurn>();
    turn->take();
    inflated = workspace.decompressor.decompress(packed.data(), workspace.inflated, max_size);
  }
  if (!inflated) {
    workspace.inflated.trim();
    return inflated.problem();
  }
  return std::unique_ptr<Source>(std::make_unique<InflatedSource>(
      packed.name(), *inflated, workspace.inflated, std::move(turn)));
}

}  // namespace

Result<std::unique_ptr<Source>> open_item(const Item& item, Workspace& workspace,
                                          std::uint64_t max_size) {
  if (item.problem) return *item.problem;
  std::unique_ptr<Source> source;
  if (item.path.empty()) {
    source = std::make_unique<ViewSource>(item.name, item.bytes);
  } else if (auto file = open_file(item.path, workspace.file, max_size)) {
    source = std::move(*file);
  } else {
    return file.problem();
  }
  const std::size_t head = std::min(source->data().size(), compression_head);
  if (auto problem = source->load(0, head)) return *problem;
  if (!is_compressed(source->data().substr(0, head))) return source;
  if (auto problem = source->load(0, source->data().size())) return *problem;
  return inflate(*source, workspace, max_size);
}

}  // namespace ko2alias
