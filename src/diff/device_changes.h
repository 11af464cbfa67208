// Compares what the devices of a list get from two kernels.
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "diff/both_claims.h"
#include "diff/built_ins.h"
#include "diff/change.h"
#include "diff/made_claims.h"
#include "kernel/modprobe_config.h"

namespace ko2alias {

/// The configurations of modprobe by which both kernels load modules; null where they do not count.
struct BothConfigs {
  const ModprobeConfig* before = nullptr;
  const ModprobeConfig* after = nullptr;
};

struct DeviceComparison {
  /// Devices that get other modules, in the order of the list; of one device first what the kernel
  /// itself has for it, then what has it under an override prefix.
  std::vector<DeviceChange> changes{};
  /// The patterns of either kernel that match one of these devices. Views into the claims.
  std::unordered_set<std::string_view> patterns{};
};

/// Looks into the claims, the list and what is made.
DeviceComparison compare_devices(const BothClaims& claims, const BothBuiltIns& built_ins,
                                 const BothConfigs& configs, const std::vector<Device>& devices,
                                 MadeClaims& made);

}  // namespace ko2alias
