// The module that is checked, analysed once for all rules: they judge and do not look twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/shadows.h"
#include "decode/driver_data.h"
#include "module/module_report.h"

namespace ko2alias {

class CheckedModule {
 public:
  /// Looks into the report, which has to be one of a module and not of a list.
  explicit CheckedModule(const ModuleReport& report);

  [[nodiscard]] std::string_view name() const { return report_.name; }
  [[nodiscard]] std::string_view path() const { return report_.path; }
  [[nodiscard]] const DecodedModule& module() const { return *report_.module; }
  [[nodiscard]] const ModuleImage& image() const { return *report_.image; }
  /// Whether this is a linked module, which has what modpost wrote, rather than an object on its
  /// way there.
  [[nodiscard]] bool is_linked() const { return !module().modinfo.first("vermagic").empty(); }

  /// The aliases of `.modinfo` that no table makes, each once.
  [[nodiscard]] const std::vector<std::string_view>& handwritten() const { return handwritten_; }
  /// The aliases of tables that match every device of their bus, without those that wait for an
  /// override.
  [[nodiscard]] const std::vector<const Alias*>& catch_alls() const { return catch_alls_; }
  /// The shadows in a table, looked for when they are first asked for: on many buses the order of
  /// entries means nothing.
  [[nodiscard]] const std::vector<Shadow>& shadows(std::uint32_t table) const;
  /// Symbols and relocations, read when they are first asked for.
  [[nodiscard]] const DriverData& data() const;

 private:
  const ModuleReport& report_;
  std::vector<std::string_view> handwritten_;
  std::vector<const Alias*> catch_alls_;
  /// For each table.
  mutable std::vector<std::optional<std::vector<Shadow>>> shadows_;
  mutable std::optional<DriverData> data_;
};

/// `__mod_pci__ids_device_table: entry 3`, where the entry of that index stands or an alias comes
/// from.
std::string place_of(const DecodedTable& table, std::uint32_t entry);
std::string place_of(const CheckedModule& module, const Alias& alias);

}  // namespace ko2alias
