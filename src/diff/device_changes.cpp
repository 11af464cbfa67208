#include "diff/device_changes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "pattern/glob.h"
#include "pattern/kmod_text.h"

namespace ko2alias {
namespace {

bool have_same_name(const ClaimRef& a, const ClaimRef& b) { return a.name() == b.name(); }

bool are_same_kind(const ClaimRef& a, const ClaimRef& b) {
  return have_same_name(a, b) && a.is_builtin() == b.is_builtin();
}

// The modules that match a device, each once and in the order of their names.
std::vector<ClaimRef> modules_of(const Claims& claims, const std::string& device) {
  std::vector<ClaimRef> modules;
  for (const ClaimRef& claim : claims.of(claims.matching(device)))
    if (std::none_of(modules.begin(), modules.end(),
                     [&](const ClaimRef& other) { return have_same_name(claim, other); }))
      modules.push_back(claim);
  std::sort(modules.begin(), modules.end(),
            [](const ClaimRef& a, const ClaimRef& b) { return a.name() < b.name(); });
  return modules;
}

// Nothing if the modules are the same.
std::optional<Category> category_of(const std::vector<ClaimRef>& before,
                                    const std::vector<ClaimRef>& after) {
  const auto changed =
      std::mismatch(before.begin(), before.end(), after.begin(), after.end(), are_same_kind);
  if (changed.first == before.end() && changed.second == after.end()) return std::nullopt;
  if (after.empty()) return Category::lost;
  if (before.empty()) return Category::gained;
  if (!std::equal(before.begin(), before.end(), after.begin(), after.end(), have_same_name))
    return Category::moved;
  return changed.second->is_builtin() ? Category::now_built_in : Category::now_module;
}

std::optional<DeviceChange> compare_device(const BothClaims& claims, const std::string& device) {
  DeviceChange change{.before = modules_of(claims.before, device),
                      .after = modules_of(claims.after, device)};
  const auto category = category_of(change.before, change.after);
  if (!category) return std::nullopt;
  change.category = *category;
  return change;
}

}  // namespace

// Devices of a fleet repeat, so each modalias is compared once.
DeviceComparison compare_devices(const BothClaims& claims, const std::vector<Device>& devices) {
  DeviceComparison comparison;
  std::unordered_map<std::string, std::optional<DeviceChange>> known;
  for (const Device& device : devices) {
    const auto [found, is_new] = known.try_emplace(normalized(device.modalias));
    if (is_new) found->second = compare_device(claims, found->first);
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
