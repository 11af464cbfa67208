// One device of what lspci prints.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "device/device_fields.h"

namespace ko2alias {

/// A device, which looks into the text that was read.
struct LspciRecord {
  std::string_view slot{};
  /// The line of the slot.
  std::size_t line = 0;
  DeviceFields fields{"pci"};
  std::string driver{};
  std::vector<std::string> modules{};
  /// Whether fields that are not printed are zero.
  bool is_detailed = false;
  /// Whether the subsystem is printed as a name: it is not zero, but not known either.
  bool has_named_subsystem = false;
};

/// Whether a word is a slot: `00:1f.6`, `0000:00:1f.6`, `10000:e1:00.0`, or with -P the path to
/// one, `00:1c.0/02:00.0`.
bool is_pci_slot(std::string_view word);

/// Whether a line has a class and ids as lspci prints them behind a slot: `[0200]: … [8086:15b7]`,
/// or `0200: 8086:15b7`.
bool has_class_and_ids(std::string_view line);

/// Reads the rest of a line behind the slot: numbers, names with numbers, or the words of -mm. With
/// -k busybox writes the driver behind them.
void read_lspci_device(LspciRecord& record, std::string_view line);

/// Reads a line `Subsystem: 103c:1785` below a device, or `SVendor: 103c` of -vmm. Other lines are
/// passed over. Of two ids or drivers that differ the first holds, so that no line of another
/// origin changes a device.
void read_lspci_tag(LspciRecord& record, std::string_view tag, std::string_view value);

}  // namespace ko2alias
