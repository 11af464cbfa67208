#include "diff/device_changes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "pattern/generic.h"
#include "pattern/kmod_text.h"

namespace ko2alias {
namespace {

bool have_same_name(const ClaimRef& a, const ClaimRef& b) { return a.name() == b.name(); }

bool are_same_kind(const ClaimRef& a, const ClaimRef& b) {
  return have_same_name(a, b) && a.is_builtin() == b.is_builtin();
}

// The modules that match a device, each once, with an alias that is not generic if it has one, and
// in the order of their names.
std::vector<ClaimRef> modules_of(const Claims& claims, const std::string& device,
                                 GenericAliases& generic) {
  std::vector<ClaimRef> modules = claims.of(claims.matching(device));
  std::stable_partition(modules.begin(), modules.end(), [&](const ClaimRef& claim) {
    return !generic.has(normalized(claim.pattern()));
  });
  std::stable_sort(modules.begin(), modules.end(),
                   [](const ClaimRef& a, const ClaimRef& b) { return a.name() < b.name(); });
  modules.erase(std::unique(modules.begin(), modules.end(), have_same_name), modules.end());
  return modules;
}

// Whether a module makes do with any device of the bus, and no other module has this one.
bool are_generic(const std::vector<ClaimRef>& modules, GenericAliases& generic) {
  return std::all_of(modules.begin(), modules.end(), [&](const ClaimRef& claim) {
    return generic.has(normalized(claim.pattern()));
  });
}

// Nothing if the modules are the same.
std::optional<Category> category_of(const std::vector<ClaimRef>& before,
                                    const std::vector<ClaimRef>& after, GenericAliases& generic) {
  const auto changed =
      std::mismatch(before.begin(), before.end(), after.begin(), after.end(), are_same_kind);
  if (changed.first == before.end() && changed.second == after.end()) return std::nullopt;
  if (after.empty()) return Category::lost;
  if (before.empty()) return Category::gained;
  const bool was_generic = are_generic(before, generic);
  const bool is_generic = are_generic(after, generic);
  if (is_generic && !was_generic) return Category::lost_to_generic;
  if (was_generic && !is_generic) return Category::gained_from_generic;
  if (!std::equal(before.begin(), before.end(), after.begin(), after.end(), have_same_name))
    return Category::moved;
  return changed.second->is_builtin() ? Category::now_built_in : Category::now_module;
}

std::optional<DeviceChange> compare_device(const BothClaims& claims, const std::string& device,
                                           GenericAliases& generic) {
  DeviceChange change{.before = modules_of(claims.before, device, generic),
                      .after = modules_of(claims.after, device, generic)};
  const auto category = category_of(change.before, change.after, generic);
  if (!category) return std::nullopt;
  change.category = *category;
  return change;
}

}  // namespace

// Devices of a fleet repeat, so each modalias is compared once.
DeviceComparison compare_devices(const BothClaims& claims, const std::vector<Device>& devices) {
  DeviceComparison comparison;
  GenericAliases generic;
  std::unordered_map<std::string, std::optional<DeviceChange>> known;
  for (const Device& device : devices) {
    const auto [found, is_new] = known.try_emplace(normalized(device.modalias));
    if (is_new) found->second = compare_device(claims, found->first, generic);
    if (!found->second) continue;
    comparison.changes.push_back(*found->second);
    comparison.changes.back().device = &device;
  }
  // The devices look their patterns up in the indexes. To try each pattern on each device would
  // take thousands times thousands of matches.
  for (const auto& [device, change] : known) {
    if (!change) continue;
    for (const Claims* side : {&claims.before, &claims.after})
      for (const Claims::Id id : side->matching(device))
        comparison.patterns.insert(side->patterns()[id]);
  }
  return comparison;
}

}  // namespace ko2alias
