// What the commands say of one module: its aliases with their provenance.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/decode.h"

namespace ko2alias {

/// Which aliases of a module are wanted. `automatic`: those of its tables, or of its `.modinfo`
/// where it was stripped of them.
enum class AliasSource : std::uint8_t { tables, modinfo, all, automatic };

/// Where an alias was found; `list` is text: modules.alias, or the records of built-in modules.
enum class Origin : std::uint8_t { tables, modinfo, both, list };

struct ReportedAlias {
  std::string_view pattern;
  Origin origin = Origin::tables;
  /// The decoded alias; null where it does not come from a table that was read.
  const Alias* decoded = nullptr;
  /// The symbol of the table that it comes from, and the index of the entry; empty where that is
  /// not known.
  std::string_view table{};
  std::uint32_t entry = 0;
};

/// Everything a format may want to show of one module. Views into what it was read from.
struct ModuleReport {
  std::string_view path;
  std::string_view name;
  bool is_builtin = false;
  /// Null where the module is known from a list alone.
  const DecodedModule* module = nullptr;
  const ModuleImage* image = nullptr;
  /// In a snapshot, the module's own JSON.
  std::string_view snapshot{};
  std::vector<ReportedAlias> aliases{};
};

/// The image is the one that the module was decoded from. Aliases of the tables in file2alias's
/// order, then those that only `.modinfo` holds in its own order.
ModuleReport make_report(std::string_view path, const ModuleImage& image,
                         const DecodedModule& module, AliasSource source);

std::string_view to_string(Origin origin);

}  // namespace ko2alias
