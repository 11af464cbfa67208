#include "check/target_kernel.h"

#include <algorithm>
#include <unordered_map>

namespace ko2alias {
namespace {

// A module that was built by hand may lie among the distribution's own, so the majority decides.
std::string_view usual_vermagic(const Kernel& kernel) {
  std::unordered_map<std::string_view, std::size_t> counts;
  for (const KernelModule& module : kernel.modules)
    if (!module.vermagic.empty()) ++counts[module.vermagic];
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most != counts.end() ? most->first : std::string_view();
}

}  // namespace

TargetKernel::TargetKernel(const Kernel& kernel)
    : kernel_(kernel), claims_(kernel), order_(kernel), vermagic_(usual_vermagic(kernel)) {}

const KernelModule* TargetKernel::find(std::string_view name) const {
  const auto found = std::find_if(kernel_.modules.begin(), kernel_.modules.end(),
                                  [&](const KernelModule& module) { return module.name == name; });
  return found != kernel_.modules.end() ? &*found : nullptr;
}

}  // namespace ko2alias
