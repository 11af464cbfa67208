#include "check/target_kernel.h"

#include <algorithm>
#include <map>

namespace ko2alias {
namespace {

// A module that was built by hand may lie among the distribution's own, so the majority decides.
std::vector<std::string_view> usual_vermagics(const Kernel& kernel) {
  std::map<std::string_view, std::size_t> counts;
  for (const KernelModule& module : kernel.modules)
    if (!module.vermagic.empty()) ++counts[module.vermagic];
  std::size_t most = 0;
  for (const auto& [vermagic, count] : counts) most = std::max(most, count);
  std::vector<std::string_view> usual;
  for (const auto& [vermagic, count] : counts)
    if (count == most) usual.push_back(vermagic);
  return usual;
}

}  // namespace

TargetKernel::TargetKernel(const Kernel& kernel)
    : kernel_(kernel), claims_(kernel), order_(kernel), vermagics_(usual_vermagics(kernel)) {}

const KernelModule* TargetKernel::find_other(std::string_view name, std::string_view path) const {
  const auto found =
      std::find_if(kernel_.modules.begin(), kernel_.modules.end(), [&](const KernelModule& module) {
        return module.name == name && (module.is_builtin || module.path != path);
      });
  return found != kernel_.modules.end() ? &*found : nullptr;
}

}  // namespace ko2alias
