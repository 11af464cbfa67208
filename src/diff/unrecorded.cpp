#include "diff/unrecorded.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_set>

namespace ko2alias {
namespace {

void add_built_ins(std::vector<KernelModule>& modules, const BuiltIns& built_ins,
                   const Kernel& other) {
  for (const KernelModule& module : other.modules) {
    if (module.claims.empty() || !built_ins.has_unrecorded(module.name)) continue;
    KernelModule& made = modules.emplace_back();
    made.name = module.name;
    made.is_builtin = true;
    for (const Claim& claim : module.claims) made.claims.push_back({.pattern = claim.pattern});
  }
}

void add_by_hand(std::vector<KernelModule>& modules, const Kernel& kernel, const Kernel& other) {
  std::unordered_set<std::string_view> files;
  for (const KernelModule& module : kernel.modules)
    if (!module.is_builtin) files.insert(module.name);
  for (const KernelModule& module : other.modules) {
    if (module.is_builtin || !files.contains(module.name)) continue;
    KernelModule made;
    made.name = module.name;
    for (const Claim& claim : module.claims)
      if (!claim.place) made.claims.push_back({.pattern = claim.pattern});
    if (!made.claims.empty()) modules.push_back(std::move(made));
  }
}

}  // namespace

std::vector<KernelModule> unrecorded_modules(const Kernel& kernel, const BuiltIns& built_ins,
                                             const Kernel& other) {
  std::vector<KernelModule> modules;
  add_built_ins(modules, built_ins, other);
  if (kernel.is_tables_alone && tells_of_hand(other)) add_by_hand(modules, kernel, other);
  return modules;
}

bool tells_of_hand(const Kernel& kernel) {
  const auto has_table = [](const KernelModule& module) {
    return std::any_of(module.claims.begin(), module.claims.end(),
                       [](const Claim& claim) { return claim.place.has_value(); });
  };
  return std::any_of(kernel.modules.begin(), kernel.modules.end(), has_table);
}

UnrecordedCounts count_unrecorded(const Claims& claims,
                                  const std::vector<KernelModule>& unrecorded) {
  const auto is_made = [&](const ClaimRef& claim) {
    const std::less<> before;
    return !before(claim.module, unrecorded.data()) &&
           before(claim.module, unrecorded.data() + unrecorded.size());
  };
  const auto is_built_in = [&](const ClaimRef& claim) {
    return claim.is_builtin() && is_made(claim);
  };
  const auto is_by_hand = [&](const ClaimRef& claim) {
    return !claim.is_builtin() && is_made(claim);
  };
  UnrecordedCounts counts;
  for (Claims::Id id = 0; id < claims.patterns().size(); ++id) {
    const std::vector<ClaimRef>& all = claims.of(id);
    if (std::all_of(all.begin(), all.end(), is_built_in)) counts.built_in += all.size();
    counts.by_hand += static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is_by_hand));
  }
  return counts;
}

}  // namespace ko2alias
