// Texts with aliases, wherever a module is expected: depmod's modules.alias, the kernel's
// modules.builtin.modinfo, and the JSON that `emit --format json` writes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "module/module_report.h"

namespace ko2alias {

struct ListedAlias {
  std::string pattern{};
  /// Of a snapshot: the symbol of its table, and its entry there; empty where it comes from none.
  std::string table{};
  std::uint32_t entry = 0;
};

/// A module as a text knows it.
struct ListedModule {
  std::string name{};
  std::string path{};
  bool is_builtin = false;
  std::vector<ListedAlias> aliases{};
  /// Its own JSON, of a snapshot.
  std::string snapshot{};
};

/// The modules of a text in its order; a module whose lines are apart is there more than once. What
/// is none of the three texts is a problem, and so is a line of modules.alias that is no alias
/// (with its number) or a snapshot of another version.
Result<std::vector<ListedModule>> parse_listing(std::string_view text);

/// Looks into the module.
ModuleReport make_report(std::string_view path, const ListedModule& module);

}  // namespace ko2alias
