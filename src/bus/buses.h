// All the buses, and the types that never had aliases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "describe/bus.h"

namespace ko2alias {

/// Every bus, sorted by type.
const std::vector<const Bus*>& all_buses();

/// A bus of one's own, for kernels that have one: it is among all_buses() as long as this lives, in
/// place of the one of its type if there is one. The description has to live as long; no other
/// thread may look at buses when this is made or goes.
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

/// Whether a bus's entries can have an override value (`override_only`).
bool has_overrides(std::string_view type);

/// Whether a bus's aliases hold numbers alone, so that a word in capitals is a macro's name.
bool is_numbered(std::string_view type);

/// What an alias of the bus looks like, with N for each number: `pci:vNdNsvNsdNbcNscNiN`.
std::string shape_of(const Bus& bus);

/// The pattern that every device of the bus matches: `pci:v*d*sv*sd*bc*sc*i*`.
std::string pattern_of_all(const Bus& bus);

/// Whether drivers use this type in MODULE_DEVICE_TABLE although no kernel's generator ever handled
/// it.
bool is_type_without_aliases(std::string_view type);

}  // namespace ko2alias
