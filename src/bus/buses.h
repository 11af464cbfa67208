// All the buses, and the types that never had aliases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "describe/bus.h"

namespace ko2alias {

/// Every bus, sorted by type.
const std::vector<const Bus*>& all_buses();

/// Adds a bus that only some kernels have. While this lives, the bus is among all_buses(), in place
/// of the one of its type if there is one. The description has to live as long. No other thread may
/// look at buses while this is made or destroyed.
class AddedBus {
 public:
  explicit AddedBus(const Bus& bus);
  ~AddedBus();
  AddedBus(const AddedBus&) = delete;
  AddedBus& operator=(const AddedBus&) = delete;

 private:
  const Bus& bus_;
  const Bus* replaced_;
};

/// The bus of that type, or null.
const Bus* find_bus(std::string_view type);

/// The types of all buses.
std::vector<std::string> bus_types();

/// Whether a bus's entries can have an override value (`override_only`).
bool has_overrides(std::string_view type);

/// Whether a bus's aliases hold numbers alone: a word in capitals in one is the name of a macro.
bool is_numbered(std::string_view type);

/// The form of the bus's aliases, with N for each number: `pci:vNdNsvNsdNbcNscNiN`.
std::string shape_of(const Bus& bus);

/// The pattern that every device of the bus matches: `pci:v*d*sv*sd*bc*sc*i*`.
std::string pattern_of_all(const Bus& bus);

/// Whether drivers use this type in MODULE_DEVICE_TABLE although no kernel's generator ever handled
/// it.
bool is_type_without_aliases(std::string_view type);

}  // namespace ko2alias
