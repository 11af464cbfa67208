#include "diff/device_changes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "pattern/glob.h"
#include "pattern/kmod_text.h"

namespace ko2alias {
namespace {

// The modules of a device, each once.
std::vector<ClaimRef> modules_of(const Claims& claims, const std::string& device) {
  std::vector<ClaimRef> modules;
  for (const ClaimRef& claim : claims.of(claims.matching(device)))
    if (std::none_of(modules.begin(), modules.end(),
                     [&](const ClaimRef& p) { return p.name() == claim.name(); }))
      modules.push_back(claim);
  std::sort(modules.begin(), modules.end(),
            [](const ClaimRef& a, const ClaimRef& b) { return a.name() < b.name(); });
  return modules;
}

std::optional<DeviceChange> compare_device(const Claims& before_claims, const Claims& after_claims,
                                           const std::string& device) {
  DeviceChange change{.before = modules_of(before_claims, device),
                      .after = modules_of(after_claims, device)};
  const auto has_same_name = [](const ClaimRef& a, const ClaimRef& b) {
    return a.name() == b.name();
  };
  const auto changed =
      std::mismatch(change.before.begin(), change.before.end(), change.after.begin(),
                    change.after.end(), [](const ClaimRef& a, const ClaimRef& b) {
                      return a.name() == b.name() && a.is_builtin() == b.is_builtin();
                    });
  if (changed.first == change.before.end() && changed.second == change.after.end())
    return std::nullopt;
  if (change.after.empty() != change.before.empty())
    change.category = change.after.empty() ? Category::lost : Category::gained;
  else if (!std::equal(change.before.begin(), change.before.end(), change.after.begin(),
                       change.after.end(), has_same_name))
    change.category = Category::moved;
  else
    change.category = changed.second->is_builtin() ? Category::now_built_in : Category::now_module;
  return change;
}

}  // namespace

FeltChanges find_felt_changes(const Claims& before, const Claims& after,
                              const std::vector<Device>& devices) {
  FeltChanges felt;
  std::unordered_map<std::string, std::optional<DeviceChange>> known;
  for (const Device& device : devices) {
    const auto [found, is_new] = known.try_emplace(normalized(device.modalias));
    if (is_new) found->second = compare_device(before, after, found->first);
    if (!found->second) continue;
    felt.devices.push_back(*found->second);
    felt.devices.back().device = &device;
  }
  // Of thousands of devices and of changes, each device finds its patterns in the indexes.
  for (const auto& [device, change] : known)
    for (const Claims* claims : {&before, &after})
      if (change)
        for (const Claims::Id id : claims->matching(device))
          felt.patterns.insert(claims->patterns()[id]);
  return felt;
}

}  // namespace ko2alias
