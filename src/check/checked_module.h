// The module that is checked, analysed once for all rules: they judge and do not look twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/rule.h"
#include "check/shadows.h"
#include "decode/driver_data.h"
#include "module/module_report.h"
#include "pattern/alias_index.h"

namespace ko2alias {

class CheckedModule {
 public:
  /// Looks into the report, which holds the aliases of all sources.
  explicit CheckedModule(const ModuleReport& report);

  [[nodiscard]] std::string_view name() const { return report_.name; }
  [[nodiscard]] std::string_view path() const { return report_.path; }
  /// Whether the module is known from a list alone. `module`, `image` and all that is about tables
  /// are for others.
  [[nodiscard]] bool is_listed() const { return report_.module == nullptr; }
  [[nodiscard]] const DecodedModule& module() const { return *report_.module; }
  [[nodiscard]] const ModuleImage& image() const { return *report_.image; }
  /// Whether this is a linked module, which has what modpost wrote, rather than an object on its
  /// way there.
  [[nodiscard]] bool is_linked() const {
    return !is_listed() && !module().modinfo.first("vermagic").empty();
  }
  /// The release for which it was built; nothing where it is known from a list.
  [[nodiscard]] std::optional<Release> release() const;

  /// Every alias that loads the module: those of its tables, one for each entry, and those that
  /// were written by hand, each once.
  [[nodiscard]] const std::vector<const ModuleAlias*>& aliases() const { return aliases_; }
  /// The aliases of `.modinfo` that no table makes, each once.
  [[nodiscard]] const std::vector<const ModuleAlias*>& handwritten() const { return handwritten_; }
  /// The aliases that match every device of their bus, without those that wait for an override.
  [[nodiscard]] const std::vector<const ModuleAlias*>& catch_alls() const { return catch_alls_; }
  /// Whether one of the aliases obviously matches all devices of a pattern.
  [[nodiscard]] bool loads_for(std::string_view pattern) const;
  /// The shadows in a table, looked for when they are first asked for: on many buses the order of
  /// entries means nothing.
  [[nodiscard]] const std::vector<Shadow>& shadows(std::uint32_t table) const;
  /// Symbols and relocations, read when they are first asked for.
  [[nodiscard]] const DriverData& data() const;

 private:
  void find_aliases();

  const ModuleReport& report_;
  std::vector<const ModuleAlias*> aliases_;
  std::vector<const ModuleAlias*> handwritten_;
  std::vector<const ModuleAlias*> catch_alls_;
  mutable std::optional<AliasIndex> index_;
  /// For each table.
  mutable std::vector<std::optional<std::vector<Shadow>>> shadows_;
  mutable std::optional<DriverData> data_;
};

/// Where the entry of that index stands.
FindingPlace place_of(const DecodedTable& table, std::uint32_t entry, std::string_view alias = {});
/// Where an alias comes from: an entry of a table, `.modinfo`, or a line of a list.
FindingPlace place_of(const CheckedModule& module, const ModuleAlias& alias);

}  // namespace ko2alias
