// Lists of devices.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

/// A device of a list, or of a /sys.
struct Device {
  /// The host it is in, or its place in /sys; may be empty.
  std::string where{};
  /// Has `*` where a field is not known: a line of `lspci -n` tells neither subsystem nor
  /// programming interface, which leaves `pci:v00008086d000010D3sv*sd*bc02sc00i*`.
  std::string modalias{};
  /// The driver bound to it now; empty where none is bound, or none was told.
  std::string driver{};
};

/// One device a line: its modalias or ids (`8086:10d3`, `usb:0bda:8152`), or these behind
/// `HOST<TAB>`. Empty lines and those that begin with `#` are passed over.
std::vector<Device> parse_devices(std::string_view text);

/// The devices of a file with such a list, or of a folder, which is a /sys or a part of one. No
/// device at all is a problem, and so is a list that lspci or lsusb printed
/// (`ProblemKind::device_listing`).
Result<std::vector<Device>> read_devices(const std::string& path);

}  // namespace ko2alias
