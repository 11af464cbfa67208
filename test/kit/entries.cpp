#include "kit/entries.h"

namespace ko2alias::test {

EntryBytes pci(const Abi& abi, const Pci& ids) {
  // An entry without ids is a terminator.
  const std::uint64_t subsystem = ids.vendor == 0 ? 0 : 0xffffffff;
  return entry(abi)
      .u32(ids.vendor)
      .u32(ids.device)
      .u32(subsystem)
      .u32(subsystem)
      .u32(ids.class_id)
      .u32(ids.class_mask)
      .word(ids.data)
      .u32(ids.override_only);
}

EntryBytes i2c(const Abi& abi, std::string_view name, std::uint64_t data) {
  return entry(abi).chars(name, 20).word(data);
}

EntryBytes of(const Abi& abi, std::string_view compatible, std::uint64_t data) {
  return entry(abi).chars("", 32).chars("", 32).chars(compatible, 128).word(data);
}

EntryBytes acpi(const Abi& abi, std::string_view id) {
  return entry(abi).chars(id, 16).word(0).u32(0).u32(0);
}

}  // namespace ko2alias::test
