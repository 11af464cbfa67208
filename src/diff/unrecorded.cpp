#include "diff/unrecorded.h"

#include <algorithm>
#include <functional>

namespace ko2alias {

std::vector<KernelModule> unrecorded_modules(const BuiltIns& built_ins, const Kernel& other) {
  std::vector<KernelModule> modules;
  for (const KernelModule& module : other.modules) {
    if (module.claims.empty() || !built_ins.has_unrecorded(module.name)) continue;
    KernelModule& made = modules.emplace_back();
    made.name = module.name;
    made.is_builtin = true;
    for (const Claim& claim : module.claims) made.claims.push_back({.pattern = claim.pattern});
  }
  return modules;
}

std::size_t count_unrecorded(const Claims& claims, const std::vector<KernelModule>& unrecorded) {
  const auto is_made = [&](const ClaimRef& claim) {
    const std::less<> before;
    return !before(claim.module, unrecorded.data()) &&
           before(claim.module, unrecorded.data() + unrecorded.size());
  };
  std::size_t count = 0;
  for (Claims::Id id = 0; id < claims.patterns().size(); ++id) {
    const std::vector<ClaimRef>& all = claims.of(id);
    if (std::all_of(all.begin(), all.end(), is_made)) count += all.size();
  }
  return count;
}

}  // namespace ko2alias
