#include "diff/module_fates.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "kernel/kernel_config.h"

namespace ko2alias {
namespace {

std::optional<ModuleFate> fate_of(const Change& change, const BothClaims& claims) {
  if (change.category == Category::now_built_in) return ModuleFate::built_in;
  if (change.category == Category::now_module) return ModuleFate::module;
  if (change.before && !change.after && !claims.after.has_module(change.before->name()))
    return ModuleFate::gone;
  if (change.after && !change.before && !claims.before.has_module(change.after->name()))
    return ModuleFate::come;
  return std::nullopt;
}

}  // namespace

// A module is renamed if it is gone, the other one is new, and nothing of the first went elsewhere.
void mark_renames(std::vector<Change>& changes, const BothClaims& claims) {
  // Each old module's aliases by the module they moved to, with "" for one that did not move.
  std::map<std::string_view, std::vector<std::string_view>> targets;
  for (const Change& change : changes)
    if (change.before)
      targets[change.before->name()].push_back(
          change.category == Category::moved ? change.after->name() : "");

  for (Change& change : changes) {
    if (change.category != Category::moved) continue;
    const std::string_view from = change.before->name();
    const std::string_view to = change.after->name();
    const auto& all = targets[from];
    change.is_renamed =
        !claims.after.has_module(from) && !claims.before.has_module(to) &&
        std::all_of(all.begin(), all.end(), [&](std::string_view target) { return target == to; });
  }
}

// The search for an option goes through whole configurations, so each module's result is kept.
void explain(std::vector<Change>& changes, const BothClaims& claims, const Kernel& before,
             const Kernel& after) {
  const auto old_config = KernelConfig::parse(before.config);
  const auto new_config = KernelConfig::parse(after.config);
  if (!old_config || !new_config) return;
  std::map<std::pair<std::string_view, ModuleFate>, std::optional<OptionChange>> known;
  for (Change& change : changes) {
    const auto fate = fate_of(change, claims);
    if (!fate) continue;
    const std::string_view module = change.claim().name();
    const auto [found, is_new] = known.try_emplace({module, *fate});
    if (is_new) found->second = find_option(*old_config, *new_config, module, *fate);
    if (const auto& option = found->second)
      change.reason = {option->option, option->before, option->after};
  }
}

}  // namespace ko2alias
