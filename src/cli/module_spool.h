// Holds what was rendered of a tree's modules until it is known which files count: a file may be
// hidden by one that comes behind it. The texts lie in a file without a name, as they can be many.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kernel/depmod_config.h"
#include "support/file.h"

namespace ko2alias {

/// What was rendered of a module, and the file that it is from.
struct RenderedModule {
  ModuleFile file{};
  std::string text{};
  /// Whether it was decoded, and is not known from a list.
  bool is_decoded = false;
};

class ModuleSpool {
 public:
  [[nodiscard]] bool is_empty() const { return files_.empty(); }

  void add(RenderedModule module);

  /// What there is to say of the choice of files, and of the spool's own file: where that cannot be
  /// written or read again, the texts end before it. Gives the texts of the files that count to
  /// `write`, in their order.
  std::vector<Problem> finish(const DepmodConfig& config,
                              const std::function<void(const std::string&)>& write);

 private:
  void flush();
  [[nodiscard]] Result<std::string> text_at(std::size_t index) const;

  std::vector<ModuleFile> files_;
  /// Where each text ends.
  std::vector<std::uint64_t> ends_;
  std::optional<File> spool_;
  std::uint64_t size_ = 0;
  std::string buffer_;
  std::optional<Problem> problem_;
};

}  // namespace ko2alias
