// A module with a driver whose words point to its table, by relocations:
//
//   the_driver.id_table -> ids, ids[1].driver_data -> board_info + 8
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kit/kit.h"

namespace ko2alias::test {

/// The word at an offset of the table leads to a place in `board_info`.
struct DataPointer {
  std::uint64_t offset = 0;
  std::uint64_t addend = 0;
};

struct DriverModule {
  Abi abi = lp64_le;
  /// RELA, as 64-bit modules have it, rather than REL.
  bool has_addends = true;
  /// The entries and the terminator.
  std::string ids{};
  /// The name of the table's own symbol.
  std::string table = "ids";
  std::vector<DataPointer> pointers{};
  /// The table's symbol for modpost; empty if no MODULE_DEVICE_TABLE exports it.
  std::string mark{};
  /// The function that the module registers its driver with; empty for none.
  std::string registration = "__pci_register_driver";
  strings modinfo{};
  /// The driver's name, in the word before the one that leads to the table; none where it is empty.
  std::string driver_name{};
  /// Whether the names of its own objects are gone: pointers lead to `.rodata`, as
  /// `strip --strip-unneeded` leaves them.
  bool is_stripped = false;
};

std::string elf_of(DriverModule module);

}  // namespace ko2alias::test
