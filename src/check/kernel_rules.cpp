// Rules about a module's place in a kernel: which other modules claim its devices, and which module
// gets them.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "check/checked_module.h"
#include "check/rule.h"
#include "check/rule_functions.h"
#include "check/target_kernel.h"
#include "kernel/module_order.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// `6.12.57+deb13-amd64 SMP preempt mod_unload modversions`
std::string_view release_of(std::string_view vermagic) {
  return vermagic.substr(0, vermagic.find(' '));
}

bool contains(const std::vector<std::string_view>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::string quoted(std::string_view text) { return fmt::format("'{}'", text); }

// Most kernels have one vermagic. Where several are as frequent, all are named: `6.1 or 6.12`.
template <class Shorten>
std::string joined(const std::vector<std::string_view>& vermagics, Shorten shorten) {
  std::set<std::string> texts;
  for (const std::string_view vermagic : vermagics) texts.emplace(shorten(vermagic));
  return fmt::format("{}", fmt::join(texts, " or "));
}

// A module of the kernel that claims devices of ours: its first such claim, and how many there are.
struct Rival {
  ClaimRef claim{};
  std::string_view relation{};
  /// Our alias for these devices, the first in the order of their texts.
  std::string_view pattern{};
  std::size_t count = 0;
};

// By name.
using Rivals = std::map<std::string_view, Rival>;

std::string_view relation_of(const Glob& ours, const Glob& theirs) {
  const bool is_wider = covers_token_by_token(theirs, ours);
  const bool is_narrower = covers_token_by_token(ours, theirs);
  return is_wider && is_narrower ? "the same devices"
         : is_wider              ? "these and more devices"
                                 : "some of these devices";
}

// The kernel's patterns that match all devices of ours, or nothing but devices of ours. A pattern
// that merely crosses ours says nothing: a whole class of devices crosses every id.
std::vector<AliasIndex::Id> rival_patterns(const Glob& ours, const AliasIndex& index) {
  std::vector<AliasIndex::Id> ids = index.within(ours);
  const auto sample = ours.sample();
  if (!sample) return ids;
  for (const AliasIndex::Id id : index.matching(*sample))
    if (covers_token_by_token(index.glob(id), ours)) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

void add_rivals(Rivals& rivals, const CheckedModule& module, const TargetKernel& kernel,
                std::string_view pattern) {
  const Glob ours = Glob::of_alias(pattern);
  for (const AliasIndex::Id id : rival_patterns(ours, kernel.claims().index())) {
    const Glob& theirs = kernel.claims().index().glob(id);
    for (const ClaimRef& claim : kernel.claims().of(id)) {
      if (claim.name() == module.name()) continue;
      Rival& rival = rivals[claim.name()];
      if (rival.count++ == 0) rival = {claim, relation_of(ours, theirs), pattern, 1};
    }
  }
}

// The module that comes first need not get the device, but its driver is asked first.
std::string winner_text(const CheckedModule& module, const TargetKernel& kernel,
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

std::string rival_text(const CheckedModule& module, const TargetKernel& kernel,
                       const Rival& rival) {
  return fmt::format("{} claims {}: {} of {}{}; {}", rival.claim.name(), rival.relation,
                     rival.claim.pattern(), rival.pattern,
                     rival.count > 1 ? fmt::format(" and {} more", rival.count - 1) : "",
                     winner_text(module, kernel, rival.claim));
}

}  // namespace

void check_wrong_kernel(const CheckedModule& module, const TargetKernel& kernel,
                        Findings& findings) {
  const std::string_view ours = module.module().modinfo.first("vermagic");
  const auto& usual = kernel.vermagics();
  if (ours.empty() || usual.empty() || contains(usual, ours)) return;
  const bool is_of_release = std::any_of(usual.begin(), usual.end(), [&](std::string_view one) {
    return release_of(one) == release_of(ours);
  });
  findings.add({.section = ".modinfo"},
               is_of_release
                   ? fmt::format("built as '{}', but the kernel's modules as {}", ours,
                                 joined(usual, [](std::string_view one) { return quoted(one); }))
                   : fmt::format("built for {}, but the kernel is {}", release_of(ours),
                                 joined(usual, release_of)));
}

void check_name_clash(const CheckedModule& module, const TargetKernel& kernel, Findings& findings) {
  if (const KernelModule* const same = kernel.find_other(module.name(), module.path()))
    findings.add({}, same->is_builtin
                         ? fmt::format("{} is built into the kernel already", module.name())
                         : fmt::format("the kernel has a module of that name: {}", same->path));
}

void check_name_is_alias(const CheckedModule& module, const TargetKernel& kernel,
                         Findings& findings) {
  for (const AliasIndex::Id id : kernel.claims().matching(module.name()))
    for (const ClaimRef& claim : kernel.claims().of(id))
      if (claim.name() != module.name())
        findings.add({.alias = std::string(claim.pattern())},
                     fmt::format("its name is an alias of {}: {}", claim.name(), claim.pattern()),
                     claim.name());
}

void check_catch_all_over(const CheckedModule& module, const TargetKernel& kernel,
                          Findings& findings) {
  for (const ModuleAlias* const alias : module.catch_alls()) {
    const std::size_t count =
        kernel.claims().index().overlapping(Glob::of_alias(alias->pattern)).size();
    if (count != 0)
      findings.add(place_of(module, *alias),
                   fmt::format("takes the devices of {} of the kernel: {}",
                               counted(count, "alias", "aliases"), alias->pattern));
  }
}

// A finding for each rival: one for each alias would be a flood. A catch-all would make rivals of
// all drivers of its bus; catch-all-over counts them.
void check_claimed_elsewhere(const CheckedModule& module, const TargetKernel& kernel,
                             Findings& findings) {
  std::set<std::string_view> patterns;
  for (const ModuleAlias* const alias : module.aliases()) patterns.insert(alias->pattern);
  for (const ModuleAlias* const alias : module.catch_alls()) patterns.erase(alias->pattern);
  Rivals rivals;
  for (const std::string_view pattern : patterns) add_rivals(rivals, module, kernel, pattern);
  for (const auto& [name, rival] : rivals)
    findings.add({.alias = std::string(rival.pattern)}, rival_text(module, kernel, rival), name);
}

}  // namespace ko2alias
