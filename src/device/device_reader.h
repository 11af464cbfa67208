// Readers of texts with devices, one for each form. device_list.cpp gives each line to the reader
// whose device begins with it, or else to the one whose device was read last.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "device/device_list.h"

namespace ko2alias {

/// A line without its end and the blanks around it; empty lines are given to readers too.
struct TextLine {
  std::string_view text{};
  /// Counted from 1.
  std::size_t number = 0;
};

/// `line 3`.
inline std::string place_of(std::size_t line) { return "line " + std::to_string(line); }

class DeviceReader {
 public:
  /// Writes into `reading`, which has to outlive the reader; so has the text.
  explicit DeviceReader(DeviceReading& reading) : reading_(reading) {}
  DeviceReader(const DeviceReader&) = delete;
  DeviceReader& operator=(const DeviceReader&) = delete;
  virtual ~DeviceReader() = default;

  /// Whether a device of this form begins with the line, whole or spoiled.
  [[nodiscard]] virtual bool begins(std::string_view line) const = 0;
  virtual void read(const TextLine& line) = 0;
  /// Writes the device that was begun last, if it is not written yet.
  virtual void finish() {}

 protected:
  void add(Device device) { reading_.devices.push_back(std::move(device)); }
  void add(Severity severity, std::size_t line, std::string message) {
    reading_.problems.push_back({severity, place_of(line), std::move(message)});
  }

 private:
  DeviceReading& reading_;
};

using DeviceReaderMaker = std::unique_ptr<DeviceReader> (*)(DeviceReading&);

/// `HOST<TAB>MODALIAS` and the like (device_line.h).
std::unique_ptr<DeviceReader> make_list_reader(DeviceReading& reading);
/// Lines that are devices, whatever they look like.
std::unique_ptr<DeviceReader> make_verbatim_reader(DeviceReading& reading);
/// Records of udevadm, and uevent files.
std::unique_ptr<DeviceReader> make_property_reader(DeviceReading& reading);
std::unique_ptr<DeviceReader> make_lspci_reader(DeviceReading& reading);
/// lsusb, with -v and -tv too.
std::unique_ptr<DeviceReader> make_lsusb_reader(DeviceReading& reading);
/// usb-devices, and the kernel's own /sys/kernel/debug/usb/devices.
std::unique_ptr<DeviceReader> make_usb_devices_reader(DeviceReading& reading);
/// The lsusb of network storages, a tree of bus numbers and ids.
std::unique_ptr<DeviceReader> make_usb_tree_reader(DeviceReading& reading);

}  // namespace ko2alias
