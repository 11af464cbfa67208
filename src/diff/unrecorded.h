// Aliases that a kernel has, but that were not recorded of it: those of its built-in modules, and
// those written by hand where it is known from device tables alone. They are taken to be those that
// the other kernel has.
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
/// Beside these its modules that it knows from device tables alone, with the claims that the other
/// one has of them and that were surely written by hand.
std::vector<KernelModule> unrecorded_modules(const Kernel& kernel, const BuiltIns& built_ins,
                                             const Kernel& other);

/// Whether such a module has claims in the other kernel of which it is not known whether they were
/// written by hand, and that the kernel lacks.
bool may_lack_by_hand(const Kernel& kernel, const Kernel& other);

/// How many claims were made for a kernel.
struct UnrecordedCounts {
  /// Of built-in modules; it records their patterns of no other.
  std::size_t built_in = 0;
  std::size_t by_hand = 0;
};
UnrecordedCounts count_unrecorded(const Claims& claims,
                                  const std::vector<KernelModule>& unrecorded);

}  // namespace ko2alias
