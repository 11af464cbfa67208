// Pairs the aliases of modules that the other kernel has built in, but does not record.
//
//   6.1                             6.12
//   pci:v00001AF4d*…  virtio_pci    modules.builtin: kernel/drivers/virtio/virtio_pci.ko
//
// The alias is in 6.1's module alone, and yet it is not lost: the module is built in now.
#pragma once

#include <cstddef>
#include <vector>

#include "diff/built_ins.h"
#include "diff/pairing.h"

namespace ko2alias {

/// Pairs claims with those that the same module has to have in the other kernel, where it is built
/// in without a record. Those of which both modules are built in are no change, and are counted.
struct UnrecordedPairing {
  std::vector<Change> changes{};
  LoneClaims alone{};
  /// How many claims each kernel does not record.
  std::size_t before_count = 0;
  std::size_t after_count = 0;
};
UnrecordedPairing pair_unrecorded(const LoneClaims& alone, const BothBuiltIns& built_ins,
                                  MadeClaims& made);

}  // namespace ko2alias
