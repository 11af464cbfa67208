// Built-in modules about which a kernel says no more than that they are built in. Another kernel,
// in which such a module is a file, may tell that it is made for a device:
//
//   6.1     virtio_pci                                the device gets this module
//   6.12    no module; virtio_pci is built in, what it matches is not recorded
#pragma once

#include <vector>

#include "device/device_list.h"
#include "match/formats.h"

namespace ko2alias {

/// Fills in `unrecorded` of each kernel's answers. The kernels are those of the answers.
void find_unrecorded(const std::vector<const Kernel*>& kernels, const std::vector<Device>& devices,
                     std::vector<KernelMatches>& matches);

}  // namespace ko2alias
