// What reports call kernels.
//
//   linux-image-6.1.deb, linux-image-6.12.deb      6.1.158 → 6.12.57
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace ko2alias {

struct Kernel;

/// A kernel's name. Looks into the kernel.
struct KernelName {
  /// Its label, or else its release, or else its path.
  std::string called{};
  std::string_view path{};
};

KernelName name_of(const Kernel& kernel);

/// The names of two kernels that stand side by side. One without a release is called by its file,
/// `6.1.alias`; two that would be called alike are `6.1.158 (old)` and `6.1.158 (new)`.
std::pair<KernelName, KernelName> names_of(const Kernel& before, const Kernel& after);

}  // namespace ko2alias
