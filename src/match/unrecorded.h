// What a kernel does not tell of a device that has no module in it. Of a built-in module it may say
// no more than that it is built in. Another kernel, in which that module is a file, may tell that
// it is made for the device:
//
//   6.1     virtio_pci                                the device gets this module
//   6.12    no module; virtio_pci is built in, what it matches is not recorded
#pragma once

#include <vector>

#include "device/device_list.h"
#include "match/formats.h"

namespace ko2alias {

/// Fills in `gaps` of one kernel's answers. Built-in modules count where they are asked for.
void find_gaps(const Kernel& kernel, const std::vector<Device>& devices, bool with_built_ins,
               KernelMatches& matches);

/// Fills in `unrecorded` of each kernel's answers. The kernels are those of the answers.
void find_unrecorded(const std::vector<const Kernel*>& kernels, const std::vector<Device>& devices,
                     std::vector<KernelMatches>& matches);

}  // namespace ko2alias
