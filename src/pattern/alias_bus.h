// The bus that an alias speaks of.
#pragma once

#include <string_view>

namespace ko2alias {

struct Bus;

/// The name of the bus whose devices an alias speaks of: `pci` for `vfio_pci:v…` too, `acpi` for
/// `acpi*:ACPI0001:*`. An alias that names no device of a bus gives `other`: `fs-ext4`,
/// `crypto-sha256`.
std::string_view bus_of(std::string_view alias);

/// The prefix that an override value put before the bus's name: `vfio_` in `vfio_pci:v…`. Empty
/// where there is none.
std::string_view override_prefix_of(std::string_view alias);

/// An alias or modalias without the override prefix: `pci:v…` for `vfio_pci:v…`.
std::string_view without_override(std::string_view alias);

/// The description of the bus; null for a bus that ko2alias does not know.
const Bus* find_bus_of(std::string_view alias);
/// Whether an alias has to come from a device table: nobody writes numbers by hand.
bool is_of_table(std::string_view alias);

/// The text behind the bus and its colon: `v00008086d…` in `vfio_pci:v00008086d…`. Empty where
/// there is no colon.
std::string_view fields_text(std::string_view alias);

}  // namespace ko2alias
