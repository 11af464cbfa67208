// One device of what lsusb prints.
#pragma once

#include <string_view>
#include <vector>

#include "device/device_fields.h"

namespace ko2alias {

/// Looks into the text that was read.
struct LsusbRecord {
  struct Interface {
    DeviceFields fields{"usb"};
    Field alternate{};
  };

  Field bus{};
  Field number{};
  DeviceFields fields{"usb"};
  std::string_view driver{};
  /// Those of the first configuration, with their alternate settings.
  std::vector<Interface> interfaces{};
  unsigned configurations = 0;
};

/// `001 Device 004: ID 0bda:8152`, what stands behind `Bus`. A line that is none leaves a record
/// without ids.
LsusbRecord read_lsusb_device(std::string_view line);

/// Of -t, what stands behind `/:` and `|__`: `Port 4: Dev 4, If 0, Class=Vendor Specific Class,
/// Driver=r8152, 480M`. The first of a bus names it, `Bus 01.Port 1: Dev 1, …`. The ids are in a
/// line below it.
LsusbRecord read_lsusb_branch(std::string_view line);

/// `0bda:8152`, what stands behind `ID`.
void read_lsusb_ids(LsusbRecord& record, std::string_view line);

/// A line of -v below a device. Others are passed over; of two that differ the first holds.
void read_lsusb_descriptor(LsusbRecord& record, std::string_view line);

}  // namespace ko2alias
