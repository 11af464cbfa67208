#include "diff/device_changes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include <fmt/core.h>

#include "kernel/drivers.h"
#include "pattern/alias_bus.h"
#include "pattern/device_shape.h"
#include "pattern/generic.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "pattern/partial_device.h"

namespace ko2alias {
namespace {

bool have_same_name(const ClaimRef& a, const ClaimRef& b) { return a.name() == b.name(); }

bool is_name_before(const ClaimRef& a, const ClaimRef& b) { return a.name() < b.name(); }

// A device as the claims are asked for it.
struct AskedDevice {
  /// Normalized.
  std::string modalias{};
  /// For a device that is known in part, what its listing says of it (`Device`).
  std::string driver{};
  std::vector<std::string> modules{};

  friend auto operator<=>(const AskedDevice&, const AskedDevice&) = default;
};

AskedDevice asked(const Device& device, const std::string& prefix) {
  AskedDevice one{.modalias = normalized(prefix + device.modalias)};
  if (!is_partial(Glob(one.modalias))) return one;
  one.driver = device.driver;
  one.modules = device.modules;
  return one;
}

// The names of modules that the device's own kernel has for it, as its listing tells.
using ToldModules = std::set<std::string, std::less<>>;

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

// Adds those that this kernel has. A list does not tell how modules call their drivers, so what one
// kernel tells of them holds for the other.
void add_told(const Claims& claims, const AskedDevice& asked, ToldModules& told) {
  if (asked.driver.empty() && asked.modules.empty()) return;
  const Device device{.modalias = asked.modalias, .driver = asked.driver, .modules = asked.modules};
  for (const ClaimRef& claim : claims.of(patterns_for(claims, asked)))
    if (is_told(device, claim.name(), known_drivers(*claim.module, asked.modalias)))
      told.emplace(claim.name());
}

// The modules that match a device, each once, with an alias that is not generic if it has one, and
// in the order of their names. Where the listing names modules, others that only may match are left
// out.
std::vector<ClaimRef> matching_modules(const Claims& claims, const AskedDevice& device,
                                       const ToldModules& told, GenericAliases& generic) {
  std::vector<ClaimRef> modules;
  for (const Claims::Id id : patterns_for(claims, device)) {
    const bool is_sure = told.empty() || is_certain(claims, id, device);
    for (const ClaimRef& claim : claims.of(id))
      if (is_sure || told.contains(claim.name())) modules.push_back(claim);
  }
  std::stable_partition(modules.begin(), modules.end(), [&](const ClaimRef& claim) {
    return !generic.has(normalized(claim.pattern()));
  });
  std::stable_sort(modules.begin(), modules.end(), is_name_before);
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

// Compares devices one by one, and keeps what it needs for all of them.
class DeviceComparer {
 public:
  DeviceComparer(const BothClaims& claims, const BothBuiltIns& built_ins,
                 const BothConfigs& configs, MadeClaims& made)
      : claims_(claims), built_ins_(built_ins), configs_(configs), made_(made) {}

  std::optional<DeviceChange> compare(const AskedDevice& device) {
    ToldModules told;
    add_told(claims_.before, device, told);
    add_told(claims_.after, device, told);
    DeviceChange change{.before = modules_of(claims_.before, built_ins_.before, device, told),
                        .after = modules_of(claims_.after, built_ins_.after, device, told)};
    configure(configs_.before, claims_.before, built_ins_.before, device, change.before,
              change.dropped_before);
    configure(configs_.after, claims_.after, built_ins_.after, device, change.after,
              change.dropped_after);
    const auto category = category_of(change.before, change.after, generic_);
    if (!category) return std::nullopt;
    change.category = *category;
    return change;
  }

 private:
  // A list may name modules: what modprobe loads by name.
  std::vector<ClaimRef> modules_of(const Claims& claims, const BuiltIns& built_ins,
                                   const AskedDevice& device, const ToldModules& told) {
    if (const KernelModule* const module = claims.file_of(device.modalias))
      return {{module, &MadeClaims::without_pattern}};
    std::vector<ClaimRef> modules = matching_modules(claims, device, told, generic_);
    return modules.empty() ? named(device.modalias, claims, built_ins) : modules;
  }

  // The module of a name; empty where there is none.
  std::vector<ClaimRef> named(std::string_view name, const Claims& claims,
                              const BuiltIns& built_ins) {
    if (const KernelModule* const module = claims.file_of(name))
      return {{module, &MadeClaims::without_pattern}};
    if (built_ins.has(name)) return {made_.claim(name, "")};
    return {};
  }

  // The modules of `alias` lines, which replace a device's.
  std::vector<ClaimRef> modules_of(const std::vector<const Directive*>& lines, const Claims& claims,
                                   const BuiltIns& built_ins) {
    std::vector<ClaimRef> modules;
    for (const Directive* const line : lines)
      for (const ClaimRef& module : named(line->value, claims, built_ins))
        modules.push_back(module);
    std::stable_sort(modules.begin(), modules.end(), is_name_before);
    modules.erase(std::unique(modules.begin(), modules.end(), have_same_name), modules.end());
    return modules;
  }

  // Leaves the modules that modprobe loads, and says by which lines others are not. Drivers for an
  // override are loaded by their names.
  void configure(const ModprobeConfig* config, const Claims& claims, const BuiltIns& built_ins,
                 const AskedDevice& device, std::vector<ClaimRef>& modules,
                 std::vector<std::string>& dropped) {
    if (config == nullptr || !override_prefix_of(device.modalias).empty()) return;
    const auto lines = config->aliases_of(device.modalias);
    if (!lines.empty()) modules = modules_of(lines, claims, built_ins);
    for (const Directive* const line : lines)
      dropped.push_back(fmt::format("alias {} {} ({})", line->subject, line->value, line->place()));
    const bool is_by_name = lines.empty() && claims.file_of(device.modalias) != nullptr;
    std::erase_if(modules, [&](const ClaimRef& module) {
      const Directive* const line = line_against(*config, module, is_by_name, claims, built_ins);
      if (line != nullptr)
        dropped.push_back(fmt::format("{}: {} ({})", module.name(), line->text, line->place()));
      return line != nullptr;
    });
  }

  // The line that keeps a module from being loaded for a device, or null. A module that is asked
  // for by its name is not blacklisted.
  static const Directive* line_against(const ModprobeConfig& config, const ClaimRef& module,
                                       bool is_by_name, const Claims& claims,
                                       const BuiltIns& built_ins) {
    if (module.is_builtin()) return nullptr;
    const Directive* const blacklist = is_by_name ? nullptr : config.blacklist_of(module.name());
    if (blacklist != nullptr) return blacklist;
    const auto is_known = [&](std::string_view word) {
      const std::string name = normalized(word);
      return claims.file_of(name) != nullptr || built_ins.has(name) ||
             !claims.matching(word).empty();
    };
    const Directive* const command =
        config.command_of(module.name(), module.module->softdeps, is_known);
    return command != nullptr && is_idle_command(command->value) ? command : nullptr;
  }

  const BothClaims& claims_;
  const BothBuiltIns& built_ins_;
  const BothConfigs& configs_;
  MadeClaims& made_;
  GenericAliases generic_;
};

// The override prefixes of each bus: `vfio_` of pci.
using Prefixes = std::map<std::string, std::set<std::string>, std::less<>>;

Prefixes prefixes_of(const BothClaims& claims) {
  Prefixes prefixes;
  for (const Claims* const side : {&claims.before, &claims.after})
    for (const std::string& pattern : side->patterns())
      if (const std::string_view prefix = override_prefix_of(pattern); !prefix.empty())
        prefixes[std::string(bus_of(pattern))].emplace(prefix);
  return prefixes;
}

}  // namespace

// Devices of a fleet repeat, so each modalias is compared once: as it is, for the kernel's own
// driver, and with each override prefix.
DeviceComparison compare_devices(const BothClaims& claims, const BothBuiltIns& built_ins,
                                 const BothConfigs& configs, const std::vector<Device>& devices,
                                 MadeClaims& made) {
  DeviceComparison comparison;
  DeviceComparer comparer(claims, built_ins, configs, made);
  std::map<AskedDevice, std::optional<DeviceChange>> known;
  const auto compare = [&](const Device& device, const std::string& prefix) {
    const auto [found, is_new] = known.try_emplace(asked(device, prefix));
    if (is_new) found->second = comparer.compare(found->first);
    if (!found->second) return;
    DeviceChange& change = comparison.changes.emplace_back(*found->second);
    change.device = &device;
    change.override_prefix = prefix;
  };
  const Prefixes prefixes = prefixes_of(claims);
  for (const Device& device : devices) {
    compare(device, "");
    const auto overrides = prefixes.find(bus_of(device.modalias));
    if (overrides == prefixes.end() || !override_prefix_of(device.modalias).empty()) continue;
    for (const std::string& prefix : overrides->second) compare(device, prefix);
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
