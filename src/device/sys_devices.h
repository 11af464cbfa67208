// The devices that a kernel reports in /sys.
#pragma once

#include <string>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

struct SysDevice {
  /// The device's folder, from `devices` on: `pci0000:00/0000:00:1f.6`.
  std::string place{};
  std::string modalias{};
  /// The driver bound to it; empty without one.
  std::string driver{};
};

/// Every device with a modalias below a /sys, or a copy of one, in the order of their places. Links
/// are not followed. A folder that cannot be read, or has no such device, is a problem.
Result<std::vector<SysDevice>> read_sys_devices(const std::string& root);

}  // namespace ko2alias
