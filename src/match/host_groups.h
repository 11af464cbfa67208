// Devices of many hosts in one: `web00 … web39 (40 hosts)`, as a terminal shows a fleet.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "device/device_list.h"

namespace ko2alias {

/// Devices that are shown as one.
struct HostGroup {
  /// Indexes of devices, ascending; one at least.
  std::vector<std::size_t> devices{};
  /// Where they are: `web00 … web39 (40 hosts)`, `db1 (16 devices)`, or the one device's own place.
  std::string where{};
};

using SomeGroups = std::vector<const HostGroup*>;

/// Groups of devices, in the order of their first ones. Devices of hosts that have one modalias and
/// the same text by `answer_of` are one group; a device of no host is a group of its own.
std::vector<HostGroup> group_hosts(std::span<const Device> devices,
                                   const std::function<std::string(std::size_t)>& answer_of);
/// Each device on its own.
std::vector<HostGroup> ungrouped(std::span<const Device> devices);

/// How many devices there are in the groups.
std::size_t count_devices(const SomeGroups& groups);

}  // namespace ko2alias
