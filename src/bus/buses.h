// All the buses, and the types that never had aliases.
#pragma once

#include <string_view>
#include <vector>

#include "describe/bus.h"

namespace ko2alias {

/// Every bus, sorted by type.
const std::vector<const Bus*>& all_buses();

/// The bus of that type, or null.
const Bus* find_bus(std::string_view type);

/// Whether drivers use this type in MODULE_DEVICE_TABLE although no kernel's generator ever handled
/// it.
bool is_type_without_aliases(std::string_view type);

}  // namespace ko2alias
