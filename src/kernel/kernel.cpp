// Turns a report, which looks into a file that is soon closed, into a module that owns its texts.
#include "kernel/kernel.h"

#include <algorithm>
#include <utility>

#include "decode/driver_data.h"
#include "module/module_report.h"

namespace ko2alias {
namespace {

// Aliases of one table stand in a row, so only the last table can be the same.
std::uint32_t index_of_table(KernelModule& module, std::string_view symbol, std::uint32_t index) {
  if (module.tables.empty() || module.tables.back().index != index)
    module.tables.push_back({std::string(symbol), index});
  return static_cast<std::uint32_t>(module.tables.size() - 1);
}

void add_drivers(KernelModule& module, const std::vector<ModuleDriver>& drivers) {
  module.drivers.emplace();
  for (const ModuleDriver& driver : drivers) {
    const KernelTable used{std::string(driver.table), driver.index};
    const auto table = std::find(module.tables.begin(), module.tables.end(), used);
    const auto index = static_cast<std::uint32_t>(table - module.tables.begin());
    if (table == module.tables.end()) module.tables.push_back(used);
    module.drivers->push_back({.name = std::string(driver.name), .table = index});
  }
}

}  // namespace

KernelModule make_kernel_module(const ModuleReport& report, const WantsData& wants_data) {
  KernelModule module{.name = std::string(report.name),
                      .path = std::string(report.path),
                      .place = std::string(report.place),
                      .is_builtin = report.is_builtin,
                      .is_listed = report.is_listed,
                      .is_tables_alone = report.is_tables_alone,
                      .vermagic = std::string(report.vermagic)};
  if (report.module != nullptr) {
    module.depends = report.module->modinfo.first("depends");
    for (const std::string_view words : report.module->modinfo.all("softdep"))
      module.softdeps.emplace_back(words);
  }
  module.claims.reserve(report.aliases.size());
  std::optional<DriverData> data;
  for (const ModuleAlias& alias : report.aliases) {
    Claim& claim = module.claims.emplace_back();
    claim.pattern = alias.pattern;
    claim.line = alias.line;
    if (!alias.table.empty())
      claim.place = {index_of_table(module, alias.table, alias.table_index), alias.entry};
    if (!wants_data || !wants_data(alias.pattern)) continue;
    claim.data = alias.data;
    claim.local_data = alias.local_data;
    if (alias.decoded == nullptr) continue;
    if (!data) data.emplace(*report.module, *report.image);
    const auto [table, entry] = std::pair(alias.decoded->table, alias.decoded->entry);
    claim.data = data->portable_text(table, entry);
    if (claim.data.empty()) claim.local_data = data->text(table, entry);
  }
  if (report.drivers)
    add_drivers(module, *report.drivers);
  else if (data)
    add_drivers(module, drivers_of(*report.module, data->pointers()));
  return module;
}

}  // namespace ko2alias
