// One device of what lsusb prints.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/device_fields.h"

namespace ko2alias {

/// An interface of a device, in one of its alternate settings.
struct UsbInterface {
  DeviceFields fields{"usb"};
  Field alternate{};
  std::string_view driver{};
};

/// A device, which looks into the text that was read.
struct LsusbRecord {
  /// The line that begins it; 0 where none was read.
  std::size_t line = 0;
  Field bus{};
  Field number{};
  DeviceFields fields{"usb"};
  std::string_view driver{};
  /// The interfaces of each configuration.
  std::vector<std::vector<UsbInterface>> configurations{};
};

/// `bus 1 device 4`; empty where that is not known.
std::string place_of(const LsusbRecord& record);
/// `bus 1 device 4 interface 0`
std::string place_of(const LsusbRecord& record, const UsbInterface& interface);

/// The index of the configuration that the kernel chooses: the first one whose first interface is
/// not of a vendor's own class, nor that of RNDIS in the first one, or else the first one. A driver
/// may choose another. Nothing for a device without any.
std::optional<std::size_t> chosen_configuration(const LsusbRecord& record);

/// One byte in decimal, or in two hex digits.
Field to_decimal_byte(std::string_view text);
/// A version such as `20.00` or `0.12`: four hex digits, the first of them left out if it is zero.
Field to_usb_version(std::string_view text);

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
