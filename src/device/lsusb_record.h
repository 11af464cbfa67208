// One device of what lsusb prints.
#pragma once

#include <string_view>
#include <vector>

#include "device/device_fields.h"

namespace ko2alias {

/// A device, which looks into the text that was read.
struct LsusbRecord {
  struct Interface {
    DeviceFields fields{"usb"};
    Field alternate{};
  };

  Field bus{};
  Field number{};
  DeviceFields fields{"usb"};
  std::string_view driver{};
  /// The interfaces of the first configuration, with their alternate settings.
  std::vector<Interface> interfaces{};
  unsigned configurations = 0;
};

/// Reads a line behind `Bus`: `001 Device 004: ID 0bda:8152`. A line of another form gives a record
/// without ids.
LsusbRecord read_lsusb_device(std::string_view line);

/// Reads a line of -t behind `/:` or `|__`: `Port 4: Dev 4, If 0, Class=Vendor Specific Class,
/// Driver=r8152, 480M`. The first line of a bus names it, `Bus 01.Port 1: Dev 1, …`. The ids are in
/// the line below.
LsusbRecord read_lsusb_branch(std::string_view line);

/// Reads the ids behind `ID`: `0bda:8152`.
void read_lsusb_ids(LsusbRecord& record, std::string_view line);

/// Reads a line of -v below a device. Other lines are passed over; of two that differ the first
/// holds.
void read_lsusb_descriptor(LsusbRecord& record, std::string_view line);

}  // namespace ko2alias
