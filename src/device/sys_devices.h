// The devices that a kernel reports in /sys.
#pragma once

#include <string>

#include "device/device_list.h"

namespace ko2alias {

/// Every device with a modalias below a /sys, or a copy of one, in the order of their places: the
/// device's folder, from `devices` on (`pci0000:00/0000:00:1f.6`). A device that reports several
/// modaliases is there with each. Links are not followed, and what is closed to us is passed over,
/// as any /sys has such folders. What else cannot be read is a problem with its path: a warning
/// where it went away meanwhile, an error otherwise. No device at all is an error.
DeviceReading read_sys_devices(const std::string& root);

/// The device of one folder in /sys, with its modaliases, called after the folder. Links to it are
/// followed, as /sys/bus/pci/devices has them.
DeviceReading read_sys_device(const std::string& folder);

}  // namespace ko2alias
