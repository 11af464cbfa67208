#include "diff/diff.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "diff/bare_modules.h"
#include "diff/built_ins.h"
#include "diff/device_changes.h"
#include "diff/find_caveats.h"
#include "diff/judge.h"
#include "diff/module_fates.h"
#include "diff/pairing.h"
#include "diff/unrecorded.h"
#include "kernel/kernel_config.h"
#include "kernel/kernel_gaps.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "support/run_both.h"

namespace ko2alias {
namespace {

void name_buses(std::vector<Change>& changes) {
  for (Change& change : changes) change.bus = bus_of(change.claim().pattern());
}

void add(Comparison& comparison, std::vector<Change> changes) {
  std::move(changes.begin(), changes.end(), std::back_inserter(comparison.changes));
}

BothConfigs configs_of(const Kernel& before, const Kernel& after, const CompareOptions& options) {
  if (!options.with_modprobe) return {};
  return {&before.modprobe, &after.modprobe};
}

// One option decides whether a module is built in, for all of its devices.
void explain_built_ins(std::vector<DeviceChange>& device_changes,
                       const std::vector<Change>& changes) {
  std::unordered_map<std::string_view, const ConfigReason*> reasons;
  for (const Change& change : changes)
    if ((change.category == Category::now_built_in || change.category == Category::now_module) &&
        change.reason)
      reasons.emplace(change.claim().name(), &*change.reason);
  for (DeviceChange& change : device_changes) {
    if (change.category != Category::now_built_in && change.category != Category::now_module)
      continue;
    for (const ClaimRef& module : change.after)
      if (const auto known = reasons.find(module.name()); known != reasons.end())
        change.reason = *known->second;
  }
}

// A list does not tell of modules without aliases. One that a device is called like is neither lost
// nor gained by such a list.
void drop_unknown_modules(std::vector<DeviceChange>& changes, const Kernel& before,
                          const Kernel& after) {
  const auto are_unknown = [](const std::vector<ClaimRef>& modules,
                              const std::vector<ClaimRef>& others, bool tells_of_others) {
    return !tells_of_others && others.empty() &&
           std::all_of(modules.begin(), modules.end(),
                       [](const ClaimRef& module) { return module.module->claims.empty(); });
  };
  const bool tells_of_old = tells_of_bare_modules(before);
  const bool tells_of_new = tells_of_bare_modules(after);
  std::erase_if(changes, [&](const DeviceChange& change) {
    return are_unknown(change.before, change.after, tells_of_new) ||
           are_unknown(change.after, change.before, tells_of_old);
  });
}

// Adds what devices get, and leaves the changes that one with other modules meets.
void narrow_to_devices(Comparison& comparison, const BothClaims& claims,
                       const BothBuiltIns& built_ins, const Kernel& before, const Kernel& after,
                       const CompareOptions& options) {
  const std::vector<Device>& devices = *options.devices;
  DeviceComparison felt = compare_devices(claims, built_ins, configs_of(before, after, options),
                                          devices, comparison.made);
  comparison.device_count = devices.size();
  std::unordered_set<std::string_view> hosts;
  for (const Device& device : devices)
    if (!device.host.empty()) hosts.insert(device.host);
  comparison.host_count = hosts.size();
  comparison.device_changes = std::move(felt.changes);
  explain_built_ins(comparison.device_changes, comparison.changes);
  drop_unknown_modules(comparison.device_changes, before, after);
  std::erase_if(comparison.changes, [&](const Change& change) {
    return !felt.patterns.contains(normalized(change.claim().pattern()));
  });
}

template <class Items, class Item>
bool is_wanted(const Items& wanted, const Item& item) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), item) != wanted.end();
}

// A change is of a module if either side is.
void keep_wanted(Comparison& comparison, const CompareOptions& options) {
  std::vector<Glob> modules;
  for (const std::string& module : options.modules) modules.emplace_back(normalized(module));
  const auto is_of_module = [&](const ClaimRef& claim) {
    return modules.empty() || std::any_of(modules.begin(), modules.end(), [&](const Glob& module) {
             return module.matches(claim.name());
           });
  };
  const auto any_of_module = [&](const std::vector<ClaimRef>& claims) {
    return std::any_of(claims.begin(), claims.end(), is_of_module);
  };
  std::erase_if(comparison.changes, [&](const Change& change) {
    const bool is_module = (change.before && is_of_module(*change.before)) ||
                           (change.after && is_of_module(*change.after));
    return !is_module || !is_wanted(options.buses, change.bus) ||
           !is_in(change, options.categories);
  });
  std::erase_if(comparison.device_changes, [&](const DeviceChange& change) {
    const bool is_module = any_of_module(change.before) || any_of_module(change.after);
    return !is_module || !is_wanted(options.buses, change.bus()) ||
           !is_in(change, options.categories);
  });
  comparison.has_losses = is_wanted(options.categories, Category::lost) ||
                          is_wanted(options.categories, Category::lost_to_generic);
}

// By category, bus, modules and pattern. Aliases of no bus come last.
void sort(std::vector<Change>& changes) {
  const auto name = [](const std::optional<ClaimRef>& claim) {
    return claim ? claim->name() : std::string_view();
  };
  const auto pattern = [](const std::optional<ClaimRef>& claim) {
    return claim ? claim->pattern() : std::string_view();
  };
  const auto key = [&](const Change& change) {
    return std::tuple(change.category, change.bus == "other", change.bus, name(change.before),
                      name(change.after), pattern(change.before), pattern(change.after));
  };
  std::sort(changes.begin(), changes.end(),
            [&](const Change& a, const Change& b) { return key(a) < key(b); });
}

// The claims of both kernels, which two jobs gather at once.
class OwnedClaims {
 public:
  OwnedClaims(const Kernel& before, const Kernel& after, const MadeClaims& made, unsigned jobs) {
    run_both(
        jobs > 1, [&] { before_.emplace(before, made.before); },
        [&] { after_.emplace(after, made.after); });
  }

  [[nodiscard]] BothClaims both() const { return {*before_, *after_}; }

 private:
  std::optional<Claims> before_;
  std::optional<Claims> after_;
};

}  // namespace

std::size_t Comparison::count(Category category) const {
  return static_cast<std::size_t>(
      std::count_if(changes.begin(), changes.end(),
                    [&](const Change& change) { return change.category == category; }));
}

// First comes what became of each alias, then what that means for modules and devices, and last
// what of it is wanted.
Comparison compare(const Kernel& before, const Kernel& after, const CompareOptions& options) {
  const BuiltIns old_built_ins(before);
  const BuiltIns new_built_ins(after);
  const BothBuiltIns built_ins{old_built_ins, new_built_ins};
  const auto [old_name, new_name] = names_of(before, after);
  Comparison comparison{.before = old_name, .after = new_name};
  MadeClaims& made = comparison.made;
  made.before = unrecorded_modules(before, old_built_ins, after);
  made.after = unrecorded_modules(after, new_built_ins, before);
  const OwnedClaims owned(before, after, made, options.jobs);
  const BothClaims claims = owned.both();

  Pairing same_patterns = pair_patterns(claims, options.with_data);
  Pairing overrides = pair_overrides(claims, same_patterns.alone);
  add(comparison, std::move(same_patterns.changes));
  add(comparison, std::move(overrides.changes));
  add(comparison, judge(claims, overrides.alone, options.most_work, options.jobs));
  add(comparison, compare_bare_modules(before, after, built_ins, made));

  name_buses(comparison.changes);
  mark_renames(comparison.changes, claims);
  explain(comparison.changes, claims, before, after);
  comparison.gone_modules = find_gone_modules(comparison.changes, claims, built_ins);
  const std::size_t undecided = comparison.count(Category::not_decided);
  if (options.devices) narrow_to_devices(comparison, claims, built_ins, before, after, options);
  keep_wanted(comparison, options);
  sort(comparison.changes);
  comparison.caveats =
      find_caveats(before, after, options,
                   {.built_ins = built_ins,
                    .unrecorded_before = count_unrecorded(claims.before, made.before),
                    .unrecorded_after = count_unrecorded(claims.after, made.after),
                    .undecided = undecided,
                    .unknown_data = same_patterns.unknown_data,
                    .unnamed_data = same_patterns.unnamed_data},
                   comparison);
  return comparison;
}

}  // namespace ko2alias
