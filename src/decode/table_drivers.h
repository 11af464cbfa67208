// The drivers that use a device table, by the names that they register with their bus and that
// `driver_override` takes:
//
//   static struct pci_driver xhci_pci_driver = {.name = "xhci_hcd", .id_table = pci_ids, …};
//
// The word of the object that leads to the table tells where the word is that leads to the name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decode/pointers.h"
#include "ko2alias/decode.h"

namespace ko2alias {

/// A driver. Views into the module's source, and into the bus's description.
struct TableDriver {
  /// `xhci_hcd`.
  std::string_view name{};
  /// The object that it is: `xhci_pci_driver`.
  std::string_view object{};
  /// The struct that the object is of, or has in it: `pci_driver`.
  std::string_view type{};

  friend bool operator==(const TableDriver&, const TableDriver&) = default;
};

/// The drivers of a table, in the order of their objects. None where the module does not tell: no
/// object points to the table, the names of the objects are gone, or the driver gets its name when
/// it is registered (those of usb-serial).
std::vector<TableDriver> drivers_of(const DecodedModule& module, const DecodedTable& table,
                                    const Pointers& pointers);

/// The same of a table of a bus that starts at a place, exported or not.
std::vector<TableDriver> drivers_of(const DecodedModule& module, const Bus& bus, const Place& start,
                                    const Pointers& pointers);

/// Whether the drivers of a bus have their names in the objects that point to its tables.
bool has_named_drivers(const DecodedTable& table);

}  // namespace ko2alias
