// What the commands say of one module: its aliases with their provenance.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/decode.h"

namespace ko2alias {

/// Where the aliases that are wanted come from.
enum class AliasSource : std::uint8_t { tables, modinfo, all };

/// Where an alias was found.
enum class Origin : std::uint8_t { tables, modinfo, both };

struct ReportedAlias {
  std::string_view pattern;
  Origin origin = Origin::tables;
  /// The decoded alias, or null where it is only in `.modinfo`.
  const Alias* decoded = nullptr;
};

/// Everything a format may want to show of one module. Views into the module and its source.
struct ModuleReport {
  std::string_view path;
  const DecodedModule* module = nullptr;
  std::vector<ReportedAlias> aliases;
};

/// Aliases of the tables in file2alias's order, then those that only `.modinfo` holds in its own order.
ModuleReport make_report(std::string_view path, const DecodedModule& module, AliasSource source);

std::string_view to_string(Origin origin);

}  // namespace ko2alias
