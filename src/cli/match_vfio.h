// `match --vfio`: which driver libvirt would bind devices to.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"
#include "device/device_list.h"
#include "kernel/kernel.h"
#include "kernel/modules_alias.h"
#include "match/vfio.h"

namespace ko2alias {

/// Leaves the devices that the rule can be asked of. The others are reported if they are among the
/// first `named` ones or on a bus that has the rule, and false is returned. That none is left is
/// reported.
bool keep_vfio_devices(std::vector<Device>& devices, std::size_t named, const Streams& streams);

/// For each of the devices, which were kept. A file larger than libvirt reads gets a warning. That
/// a driver depends on what is not known of the device is reported.
std::vector<VfioChoice> choose_vfio_drivers(const Kernel& kernel, const ModulesAlias& file,
                                            const std::vector<Device>& devices,
                                            const Streams& streams);

}  // namespace ko2alias
