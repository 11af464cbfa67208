#include "diff/module_fates.h"

#include <algorithm>
#include <map>
#include <set>
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
  // The modules that each old module's aliases moved to, with "" for those that did not move.
  std::map<std::string_view, std::set<std::string_view>> targets;
  for (const Change& change : changes)
    if (change.before)
      targets[change.before->name()].insert(
          change.category == Category::moved ? change.after->name() : "");

  const auto is_renamed = [&](std::string_view from, std::string_view to) {
    return targets[from].size() == 1 && !claims.after.has_module(from) &&
           !claims.before.has_module(to);
  };
  for (Change& change : changes)
    if (change.category == Category::moved)
      change.is_renamed = is_renamed(change.before->name(), change.after->name());
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

GoneModules find_gone_modules(const std::vector<Change>& changes, const BothClaims& claims,
                              const BothBuiltIns& built_ins) {
  GoneModules gone;
  for (const Change& change : changes) {
    if (!change.before || change.after) continue;
    const std::string_view name = change.before->name();
    if (!claims.after.has_module(name) && !built_ins.after.has(name))
      gone.emplace(name, change.reason);
  }
  return gone;
}

}  // namespace ko2alias
