#include "diff/device_changes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "pattern/device_shape.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "pattern/partial_device.h"

namespace ko2alias {
namespace {

bool have_same_name(const ClaimRef& a, const ClaimRef& b) { return a.name() == b.name(); }

bool are_same_kind(const ClaimRef& a, const ClaimRef& b) {
  return have_same_name(a, b) && a.is_builtin() == b.is_builtin();
}

// A device as the claims are asked for it.
struct AskedDevice {
  /// Normalized.
  std::string modalias{};
  /// For a device that is known in part, the modules that its own kernel has for it.
  std::vector<std::string> told{};

  friend auto operator<=>(const AskedDevice&, const AskedDevice&) = default;
};

AskedDevice asked(const Device& device) {
  AskedDevice one{.modalias = normalized(device.modalias)};
  if (!is_partial(Glob(one.modalias))) return one;
  for (const std::string& name : told_modules(device)) one.told.push_back(normalized(name));
  return one;
}

// The patterns that match a device, and of a device that is known in part those that may match it
// too.
std::vector<Claims::Id> patterns_for(const Claims& claims, const AskedDevice& device) {
  const Glob glob(device.modalias);
  if (!is_partial(glob)) return claims.matching(device.modalias);
  std::vector<Claims::Id> ids = claims.index().overlapping(shaped_as_device(glob));
  std::erase_if(ids, [&](Claims::Id id) { return !match_partial(claims.index().glob(id), glob); });
  return ids;
}

bool is_certain(const Claims& claims, Claims::Id id, const AskedDevice& device) {
  const Glob glob(device.modalias);
  return !is_partial(glob) || match_partial(claims.index().glob(id), glob).value_or(false);
}

bool is_told(const AskedDevice& device, const ClaimRef& claim) {
  return std::find(device.told.begin(), device.told.end(), normalized(claim.name())) !=
         device.told.end();
}

// Whether the kernel has a module for the device that its listing names. A driver may be called
// otherwise than its module.
bool has_told(const Claims& claims, const AskedDevice& device) {
  const std::vector<ClaimRef> all = claims.of(patterns_for(claims, device));
  return std::any_of(all.begin(), all.end(),
                     [&](const ClaimRef& claim) { return is_told(device, claim); });
}

// The modules that match a device, each once and in the order of their names. Where the listing
// names modules, others that only may match are left out.
std::vector<ClaimRef> modules_of(const Claims& claims, const AskedDevice& device) {
  std::vector<ClaimRef> modules;
  for (const Claims::Id id : patterns_for(claims, device)) {
    const bool is_sure = device.told.empty() || is_certain(claims, id, device);
    for (const ClaimRef& claim : claims.of(id))
      if ((is_sure || is_told(device, claim)) &&
          std::none_of(modules.begin(), modules.end(),
                       [&](const ClaimRef& other) { return have_same_name(claim, other); }))
        modules.push_back(claim);
  }
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

std::optional<DeviceChange> compare_device(const BothClaims& claims, AskedDevice device) {
  if (!has_told(claims.before, device) && !has_told(claims.after, device)) device.told.clear();
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
  std::map<AskedDevice, std::optional<DeviceChange>> known;
  for (const Device& device : devices) {
    const auto [found, is_new] = known.try_emplace(asked(device));
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
      for (const Claims::Id id : patterns_for(*side, device))
        comparison.patterns.insert(side->patterns()[id]);
  }
  return comparison;
}

}  // namespace ko2alias
