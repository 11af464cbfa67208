// A table's bus stands in its symbol.
#include "kernel/drivers.h"

#include <algorithm>

#include "bus/buses.h"
#include "ko2alias/device_table.h"
#include "pattern/alias_bus.h"

namespace ko2alias {
namespace {

const Bus* bus_of_table(const KernelModule& module, std::uint32_t table) {
  const auto parsed = parse_table_symbol(module.tables[table].symbol, module.name);
  return parsed ? find_bus(parsed->type) : nullptr;
}

}  // namespace

std::vector<std::string> drivers_of_table(const KernelModule& module, std::uint32_t table) {
  std::vector<std::string> names;
  if (!module.drivers) return names;
  for (const KernelDriver& driver : *module.drivers)
    if (driver.table == table && std::find(names.begin(), names.end(), driver.name) == names.end())
      names.push_back(driver.name);
  return names;
}

bool lacks_driver(const KernelModule& module, std::uint32_t table) {
  const Bus* const bus = bus_of_table(module, table);
  return module.drivers && bus != nullptr && !bus->drivers.empty() &&
         drivers_of_table(module, table).empty();
}

bool is_for_bus_of(const KernelModule& module, std::uint32_t table, std::string_view modalias) {
  const Bus* const bus = bus_of_table(module, table);
  const Bus* const wanted = find_bus_of(modalias);
  if (bus == nullptr || wanted == nullptr) return false;
  return bus == wanted || wanted->is_in_any_driver ||
         (bus->is_in_any_driver && !wanted->is_numbered);
}

std::optional<std::vector<std::string>> known_drivers(const KernelModule& module,
                                                      std::string_view modalias) {
  std::vector<std::string> names;
  for (std::uint32_t table = 0; table < module.tables.size(); ++table) {
    if (!is_for_bus_of(module, table, modalias)) continue;
    if (lacks_driver(module, table)) return std::nullopt;
    for (std::string& name : drivers_of_table(module, table))
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
  }
  return names.empty() ? std::nullopt : std::optional(std::move(names));
}

}  // namespace ko2alias
