#include "diff/bare_modules.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "kernel/kernel_gaps.h"

namespace ko2alias {
namespace {

using Names = std::unordered_set<std::string_view>;

Names files_of(const Kernel& kernel) {
  Names names;
  for (const KernelModule& module : kernel.modules)
    if (!module.is_builtin) names.insert(module.name);
  return names;
}

// The modules without aliases that have a file in this kernel alone. Those for which claims were
// made have some. `add` gets the claim that stands for one, and its name.
template <class Add>
void find_bare(const Kernel& kernel, const Kernel& other, const std::vector<KernelModule>& made,
               Add add) {
  Names seen = files_of(other);
  for (const KernelModule& module : made) seen.insert(module.name);
  for (const KernelModule& module : kernel.modules)
    if (!module.is_builtin && module.claims.empty() && seen.insert(module.name).second)
      add(ClaimRef{&module, &MadeClaims::without_pattern});
}

}  // namespace

std::vector<Change> compare_bare_modules(const Kernel& before, const Kernel& after,
                                         const BothBuiltIns& built_ins, MadeClaims& made) {
  std::vector<Change> changes;
  if (!tells_of_bare_modules(before) || !tells_of_bare_modules(after)) return changes;
  find_bare(before, after, made.before, [&](const ClaimRef& claim) {
    if (built_ins.after.has(claim.name()))
      changes.push_back({.category = Category::now_built_in,
                         .before = claim,
                         .after = made.claim(claim.name(), "")});
    else
      changes.push_back({.category = Category::module_gone, .before = claim});
  });
  find_bare(after, before, made.after, [&](const ClaimRef& claim) {
    if (built_ins.before.has(claim.name()))
      changes.push_back({.category = Category::now_module,
                         .before = made.claim(claim.name(), ""),
                         .after = claim});
    else
      changes.push_back({.category = Category::module_new, .after = claim});
  });
  return changes;
}

}  // namespace ko2alias
