// What of a comparison the devices of a list feel.
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "diff/change.h"
#include "kernel/claims.h"

namespace ko2alias {

struct FeltChanges {
  /// Devices that get other modules, in the order of the list.
  std::vector<DeviceChange> devices{};
  /// The patterns that match these, of either kernel. Views into the claims.
  std::unordered_set<std::string_view> patterns{};
};

/// Looks into the claims and the list.
FeltChanges find_felt_changes(const Claims& before, const Claims& after,
                              const std::vector<Device>& devices);

}  // namespace ko2alias
