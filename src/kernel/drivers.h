// The names of a kernel's drivers, by module, table and bus.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/kernel.h"

namespace ko2alias {

/// The names of the drivers that use a table of the module, an index into its `tables`.
std::vector<std::string> drivers_of_table(const KernelModule& module, std::uint32_t table);

/// Whether a module that was read, and whose bus has the names of drivers beside their tables, does
/// not tell the driver of a table.
bool lacks_driver(const KernelModule& module, std::uint32_t table);

/// Whether a driver that uses the table may be one for a device with this modalias: it is on the
/// same bus, or the devicetree's or ACPI's tables are those of drivers of several buses.
bool is_for_bus_of(const KernelModule& module, std::uint32_t table, std::string_view modalias);

/// The names of the module's drivers for such devices, each once; nothing where they are not known,
/// or not all of them.
std::optional<std::vector<std::string>> known_drivers(const KernelModule& module,
                                                      std::string_view modalias);

}  // namespace ko2alias
