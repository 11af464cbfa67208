// Texts with aliases, which may stand wherever a module is expected: depmod's modules.alias, the
// kernel's modules.builtin.modinfo, and the JSON that `emit --format json` writes.
//
//   alias pci:v00008086d0000100Esv*sd*bc*sc*i* e1000          a line of modules.alias
//   alias pci:v00001ED5d00002438sv*sd*bc03sc*i* acme acme-510  the same with a package behind it
//   e1000.alias=pci:v00008086d0000100Esv*sd*bc*sc*i*          a record of modules.builtin.modinfo
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/problem.h"
#include "module/module_report.h"

namespace ko2alias {

/// The texts of a kernel's files, as a snapshot records them; nothing for files that were not
/// there.
struct KernelTexts {
  std::optional<std::string> order{};
  std::optional<std::string> builtin{};
  std::optional<std::string> config{};
  /// The aliases that the snapshot has of modules: `tables`, `modinfo`, `all` or `auto`.
  std::string source{};
  /// Whether it is an older snapshot, which does not record them, or JSON Lines, which are of
  /// modules alone.
  bool is_missing = false;
  bool is_lines = false;
};

/// The modules of a text, which look into that text and into the listing.
class Listing {
 public:
  Listing() = default;
  Listing(Listing&&) = default;
  Listing& operator=(Listing&&) = default;
  Listing(const Listing&) = delete;
  Listing& operator=(const Listing&) = delete;
  ~Listing() = default;

  /// The modules in the order of the text. A module whose lines are apart is there more than once.
  [[nodiscard]] const std::vector<ModuleReport>& modules() const { return modules_; }

  [[nodiscard]] std::vector<ModuleReport>& modules() { return modules_; }
  /// What a snapshot says of its kernel; nothing for other texts.
  [[nodiscard]] const std::optional<KernelTexts>& texts() const { return texts_of_kernel_; }
  void set_texts(KernelTexts texts) { texts_of_kernel_ = std::move(texts); }

  /// The module that is being read. There has to be one.
  [[nodiscard]] ModuleReport& last() { return modules_.back(); }
  /// Whether the module that is being read has this name.
  [[nodiscard]] bool is_last(std::string_view name) const;
  void add(ModuleReport module) { modules_.push_back(std::move(module)); }
  /// Owns a text that the modules look into, where the parsed text does not hold it as it is.
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

 private:
  std::vector<ModuleReport> modules_{};
  /// A deque, so that texts stay where they are.
  std::deque<std::string> texts_{};
  std::optional<KernelTexts> texts_of_kernel_{};
};

/// The problem of a name that no module can have.
Problem name_problem(std::string_view name);

/// `path` is given to modules whose text has no path of its own. A text that is none of the three
/// is a problem, and so is a line of modules.alias that is no alias (with its number), or a
/// snapshot of another version.
Result<Listing> parse_listing(std::string_view path, std::string_view text);

/// `a list of aliases`, `a list of built-in modules` or `a snapshot`, for a text that
/// `parse_listing` takes.
std::string_view kind_of_listing(std::string_view text);

/// Whether a text begins like a modules.alias: with an alias or a comment.
bool looks_like_modules_alias(std::string_view text);

}  // namespace ko2alias
