// In which order modprobe loads modules that claim the same device. Facts: docs/kernel-facts/module-order.md.
#pragma once

#include <string_view>

namespace ko2alias {

/// Where a module's file stands in depmod's eyes: `folder` is lower for what goes before.
struct ModuleRank {
  int folder = 3;
  /// `updates/`, `extra/`, `kernel/`, or `another folder`.
  std::string_view name = "another folder";
};

/// Of a path with `lib/modules/RELEASE/` in it; one without it is taken for a new module, which `make modules_install`
/// puts into updates/.
ModuleRank rank_of(std::string_view path);

}  // namespace ko2alias
