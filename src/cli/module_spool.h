// Holds what was rendered of a tree's modules until it is known which files count: a file may be
// hidden by one that comes behind it.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "kernel/depmod_config.h"
#include "support/long_text.h"
#include "support/text_sink.h"

namespace ko2alias {

/// What was rendered of a module, and the file that it is from.
struct RenderedModule {
  ModuleFile file{};
  LongText text{};
  /// Whether it was decoded, and is not known from a list.
  bool is_decoded = false;
};

class ModuleSpool {
 public:
  [[nodiscard]] bool is_empty() const { return files_.empty(); }

  void add(RenderedModule module);

  /// What there is to say of the choice of files, and of a temporary file: where that cannot be
  /// written or read again, the texts end before it. Calls `begin` for each text of a file that
  /// counts and is not empty, in their order, and then gives it to `sink`.
  std::vector<Problem> finish(const DepmodConfig& config, const std::function<void()>& begin,
                              const TextSink& sink);

 private:
  /// The pieces of a module's text end before the next one's.
  std::optional<Problem> write(std::size_t module, const std::function<void()>& begin,
                               const TextSink& sink);

  std::vector<ModuleFile> files_{};
  /// Where the pieces of each module's text begin.
  std::vector<std::size_t> starts_{};
  PieceFile texts_{};
  std::optional<Problem> problem_{};
};

}  // namespace ko2alias
