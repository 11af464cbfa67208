// The entries that tests of several folders make. test/bus/ makes every bus's own, as each release
// has them.
//
//   table_of({pci(abi, {.vendor = 0x8086, .device = 0x10d3}), pci(abi, {.class_id = 0x030000})})
#pragma once

#include <cstdint>
#include <string_view>

#include "kit/kit.h"

namespace ko2alias::test {

/// A pci entry of 5.15 and later; one without anything matches every device.
struct Pci {
  std::uint64_t vendor = 0xffffffff;
  std::uint64_t device = 0xffffffff;
  std::uint64_t class_id = 0;
  std::uint64_t class_mask = 0;
  std::uint64_t data = 0;
  std::uint64_t override_only = 0;
};

EntryBytes pci(const Abi& abi, const Pci& ids);

EntryBytes i2c(const Abi& abi, std::string_view name, std::uint64_t data = 0);
EntryBytes of(const Abi& abi, std::string_view compatible, std::uint64_t data = 0);
EntryBytes acpi(const Abi& abi, std::string_view id);

}  // namespace ko2alias::test
