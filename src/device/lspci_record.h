// One device of what lspci prints.
#pragma once

#include <string_view>

#include "device/device_fields.h"

namespace ko2alias {

/// Looks into the text that was read.
struct LspciRecord {
  std::string_view slot{};
  DeviceFields fields{"pci"};
  std::string_view driver{};
  /// Whether what is not printed is zero.
  bool is_detailed = false;
};

/// Whether a word is where a device is: `00:1f.6`, `0000:00:1f.6`, `10000:e1:00.0`, or with -P the
/// way to it, `00:1c.0/02:00.0`.
bool is_pci_slot(std::string_view word);

/// What a line says behind the slot: numbers, names with numbers, or the words of -mm.
void read_lspci_device(LspciRecord& record, std::string_view line);

/// A line `Subsystem: 103c:1785` below a device, or `SVendor: 103c` of -vmm. Others are passed
/// over; of two that differ the first holds, so that no line of another origin changes a device.
void read_lspci_tag(LspciRecord& record, std::string_view tag, std::string_view value);

}  // namespace ko2alias
