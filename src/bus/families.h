// The families of buses, one file each. buses.cpp makes one list of them.
#pragma once

#include <cstdint>
#include <span>

#include "describe/bus.h"

namespace ko2alias {

/// Ids that no vendor of pci or usb has: an empty slot reads as 0000 or FFFF, and the others are
/// made up.
constexpr std::uint32_t invented_vendors[] = {0x0000, 0xFFFF, 0xABCD, 0xDEAD, 0xBEEF};

extern const std::span<const Bus> cpu_buses;
extern const std::span<const Bus> dmi_buses;
extern const std::span<const Bus> firmware_buses;
extern const std::span<const Bus> guid_buses;
extern const std::span<const Bus> host_buses;
extern const std::span<const Bus> input_buses;
extern const std::span<const Bus> legacy_buses;
extern const std::span<const Bus> mask_buses;
extern const std::span<const Bus> name_buses;
extern const std::span<const Bus> of_buses;
extern const std::span<const Bus> pci_buses;
extern const std::span<const Bus> pnp_buses;
extern const std::span<const Bus> s390_buses;
extern const std::span<const Bus> serial_buses;
extern const std::span<const Bus> usb_buses;

}  // namespace ko2alias
