// Rules about a module in a kernel: what else claims its devices, and which of them gets them.
#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "check/check.h"
#include "kernel/module_order.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"

namespace ko2alias {
namespace {

// `6.12.57+deb13-amd64 SMP preempt mod_unload modversions`
std::string_view release_of(std::string_view vermagic) {
  return vermagic.substr(0, vermagic.find(' '));
}

// Another module's claim on what an alias of ours matches.
struct Rival {
  ClaimRef claim{};
  std::string_view relation{};
  std::string_view pattern{};
  std::size_t count = 0;
};

std::string_view relation_of(const Glob& ours, const Glob& theirs) {
  const bool is_wider = covers_token_by_token(theirs, ours);
  const bool is_narrower = covers_token_by_token(ours, theirs);
  return is_wider && is_narrower ? "the same devices"
         : is_wider              ? "these and more devices"
                                 : "some of these devices";
}

// Patterns of the kernel that match all that ours does, or part of it. Those that merely cross it,
// like a whole class of devices, say nothing.
std::vector<AliasIndex::Id> rivals_of(const Glob& ours, const AliasIndex& index) {
  std::vector<AliasIndex::Id> ids = index.within(ours);
  const auto sample = ours.sample();
  if (!sample) return ids;
  for (const AliasIndex::Id id : index.matching(*sample))
    if (covers_token_by_token(index.glob(id), ours)) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// Who comes first need not get the device, but it is asked first.
std::string winner_text(const CheckedModule& module, const KernelToMeet& kernel,
                        const ClaimRef& rival) {
  if (rival.is_builtin()) return "it is built in, so it is there first";
  const ModuleRank ours = kernel.order().rank(module.name(), false);
  const ModuleRank theirs = kernel.order().rank(rival.name(), false);
  const bool we_win = ours < theirs;
  const std::string_view why =
      ours.is_listed() == theirs.is_listed()
          ? (ours.is_listed() ? "modules.order has it first" : "depmod orders unlisted modules so")
          : "modules.order names it alone";
  return fmt::format("modprobe loads {} first ({})", we_win ? module.name() : rival.name(), why);
}

}  // namespace

void meet_wrong_kernel(const CheckedModule& module, const KernelToMeet& kernel,
                       Findings& findings) {
  const std::string_view ours = module.module().modinfo.first("vermagic");
  if (ours.empty() || kernel.vermagic().empty() || ours == kernel.vermagic()) return;
  if (release_of(ours) != release_of(kernel.vermagic()))
    findings.add(".modinfo", fmt::format("built for {}, but the kernel is {}", release_of(ours),
                                         release_of(kernel.vermagic())));
  else
    findings.add(".modinfo", fmt::format("built as '{}', but the kernel's modules as '{}'", ours,
                                         kernel.vermagic()));
}

void meet_name_clash(const CheckedModule& module, const KernelToMeet& kernel, Findings& findings) {
  if (const KernelModule* const same = kernel.find(module.name());
      same != nullptr && same->path != module.path())
    findings.add("", same->is_builtin
                         ? fmt::format("{} is built into the kernel already", module.name())
                         : fmt::format("the kernel has a module of that name: {}", same->path));
}

void meet_name_is_alias(const CheckedModule& module, const KernelToMeet& kernel,
                        Findings& findings) {
  for (const AliasIndex::Id id : kernel.claims().matching(module.name()))
    for (const ClaimRef& claim : kernel.claims().of(id))
      if (claim.name() != module.name())
        findings.add("",
                     fmt::format("its name is an alias of {}: {}", claim.name(), claim.pattern()));
}

void meet_catch_all(const CheckedModule& module, const KernelToMeet& kernel, Findings& findings) {
  std::vector<Finding> ignored;
  Findings all(module, ignored);
  check_catch_all(module, all);
  for (const Finding& finding : ignored) {
    const std::string pattern = finding.message.substr(finding.message.rfind(' ') + 1);
    const std::size_t count = kernel.claims().index().overlapping(Glob::of_alias(pattern)).size();
    if (count != 0)
      findings.add(finding.place, fmt::format("takes the devices of {} aliases of the kernel: {}",
                                              count, pattern));
  }
}

// One finding for each other module: an alias for an alias would be a flood.
void meet_claimed_elsewhere(const CheckedModule& module, const KernelToMeet& kernel,
                            Findings& findings) {
  std::map<std::string_view, Rival> rivals;
  std::vector<Finding> for_all;
  Findings catch_all(module, for_all);
  check_catch_all(module, catch_all);
  // catch-all-over says it of all of them.
  if (!for_all.empty()) return;
  for (const Alias& alias : module.module().aliases) {
    const Glob ours = Glob::of_alias(alias.pattern);
    for (const AliasIndex::Id id : rivals_of(ours, kernel.claims().index())) {
      const Glob& theirs = kernel.claims().index().glob(id);
      for (const ClaimRef& claim : kernel.claims().of(id)) {
        if (claim.name() == module.name()) continue;
        Rival& rival = rivals[claim.name()];
        if (rival.count++ == 0) rival = {claim, relation_of(ours, theirs), alias.pattern, 1};
      }
    }
  }
  for (const auto& [name, rival] : rivals)
    findings.add(
        "", fmt::format("{} claims {}: {} of {}{}; {}", name, rival.relation, rival.claim.pattern(),
                        rival.pattern,
                        rival.count > 1 ? fmt::format(" and {} more", rival.count - 1) : "",
                        winner_text(module, kernel, rival.claim)));
}

}  // namespace ko2alias
