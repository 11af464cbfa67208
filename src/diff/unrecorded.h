// Modules that a kernel has built in, but does not record. They are taken to match what they match
// in the other kernel.
//
//   6.1                             6.12
//   pci:v00001AF4d*…  virtio_pci    modules.builtin: kernel/drivers/virtio/virtio_pci.ko
//
// The alias is in 6.1's module alone, and yet it is not lost: the module is built in now.
#pragma once

#include <cstddef>
#include <vector>

#include "diff/built_ins.h"
#include "kernel/claims.h"

namespace ko2alias {

/// The modules that a kernel has built in without a record, with their claims in the other one.
std::vector<KernelModule> unrecorded_modules(const BuiltIns& built_ins, const Kernel& other);

/// How many of a kernel's claims are of these modules alone: it records their patterns of no other.
std::size_t count_unrecorded(const Claims& claims, const std::vector<KernelModule>& unrecorded);

}  // namespace ko2alias
