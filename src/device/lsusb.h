// Devices from what lsusb prints, for a machine whose /sys is not at hand.
//
//   Bus 001 Device 004: ID 0bda:8152 Realtek RTL8152      usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*
//
// The text may be pasted, as lspci's may.
#pragma once

#include <string_view>
#include <vector>

#include "device/device_list.h"
#include "ko2alias/problem.h"

namespace ko2alias {

/// Reads the text that lsusb printed: plain lines, -tv, or -v, which gives a device for each
/// interface of the first configuration. `where` is `bus 1 device 4`, followed by ` interface 0` if
/// it is one. A text without devices, or with a tree without ids, is a problem.
Result<std::vector<Device>> parse_lsusb(std::string_view text);

}  // namespace ko2alias
