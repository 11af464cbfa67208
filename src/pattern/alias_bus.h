// Which bus an alias speaks of.
#pragma once

#include <string_view>

namespace ko2alias {

struct Bus;

/// The name of the bus whose devices an alias speaks of: `pci` of `vfio_pci:v…` too, `acpi` of
/// `acpi*:ACPI0001:*`. `other` for what names no device of a bus: `fs-ext4`, `crypto-sha256`.
std::string_view bus_of(std::string_view alias);

/// What stands before the bus's name where an entry has an override value: `vfio_` of
/// `vfio_pci:v…`.
std::string_view override_prefix_of(std::string_view alias);

/// An alias or modalias without the override prefix: `pci:v…` of `vfio_pci:v…`.
std::string_view without_override(std::string_view alias);

/// The description of the bus; null for a bus that ko2alias does not know.
const Bus* find_bus_of(std::string_view alias);

/// What stands behind the bus and its colon: `v00008086d…` of `vfio_pci:v00008086d…`. Empty where
/// there is no colon.
std::string_view fields_text(std::string_view alias);

}  // namespace ko2alias
