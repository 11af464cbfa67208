// One line of a list of devices.
//
//   pci:v00008086d000010D3sv…                             alone, also as MODALIAS=…, in quotes
//   web1<TAB>pci:v00008086d000010D3sv…                    behind a host
//   web1: pci:v00008086d000010D3sv…                       as pdsh and clush write it
//   /sys/bus/pci/devices/0000:01:00.0/modalias:pci:v…     as grep writes it
//   8086:10d3, web1<TAB>usb:0bda:8152                     ids
#pragma once

#include <optional>
#include <string_view>

#include "device/device_list.h"

namespace ko2alias {

/// Whether a modalias has to be of a bus whose devices are known. Kernels report some of others
/// too, but a word and a colon may be anything.
enum class KnownBuses : bool { no, yes };

/// The device of a line; nothing where the line is not wholly one. The line has no blanks around
/// it.
std::optional<Device> parse_device_line(std::string_view line, KnownBuses buses = KnownBuses::yes);

}  // namespace ko2alias
