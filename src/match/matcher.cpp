// Finds a device's modules in four steps. `pci:v00008086d000010D3sv…bc02sc00i00`, with some claims
// of a kernel in modprobe's order, built-in modules last:
//
//   0 e1000e     pci:v00008086d000010D3sv*sd*bc*sc*i*     entry 16
//   1 e1000e     pci:v00008086d*sv*sd*bc02sc00i*          entry 80
//   2 acme_net   pci:v*d*sv*sd*bc02sc00i*                 entry 0, built in
//
//   patterns     the trie finds the ids 0, 1 and 2
//   name         no module is called like the device; it alone would be the answer
//   modules      e1000e by the claims 0 and 1, then acme_net by the claim 2
//   entries      pci takes the first entry that matches: 16 in e1000e, 0 in acme_net
//
// A device that is known in part is compared with every claim instead (partial_device.h).
#include "match/matcher.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <tuple>

#include "describe/bus.h"
#include "kernel/drivers.h"
#include "kernel/module_files.h"
#include "kernel/module_order.h"
#include "match/vfio.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "pattern/partial_device.h"
#include "support/seen_names.h"

namespace ko2alias {
namespace {

bool takes_first_match(std::string_view pattern) {
  const Bus* const bus = find_bus_of(pattern);
  return bus != nullptr && bus->choice == EntryChoice::first_match;
}

// The first entry of a table that matches, and the first one that only may match.
struct FirstEntries {
  std::uint32_t certain = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t perhaps = std::numeric_limits<std::uint32_t>::max();
};

// Marks the entry that the bus chooses, where it takes the first one that matches. Entries that
// only may match leave that open.
void choose_entries(MatchedModule& module) {
  std::unordered_map<std::uint32_t, FirstEntries> tables;
  for (const MatchedAlias& alias : module.aliases) {
    if (!alias.claim->place) continue;
    const auto& [table, entry] = *alias.claim->place;
    std::uint32_t& first = alias.is_certain ? tables[table].certain : tables[table].perhaps;
    first = std::min(first, entry);
  }
  for (MatchedAlias& alias : module.aliases) {
    if (!alias.claim->place || !takes_first_match(alias.claim->pattern)) continue;
    const auto& [table, entry] = *alias.claim->place;
    const FirstEntries& first = tables[table];
    if (entry > first.certain)
      alias.is_chosen = false;
    else if (alias.is_certain && entry <= first.perhaps)
      alias.is_chosen = true;
  }
}

void find_drivers(MatchedModule& module) {
  std::set<std::uint32_t> tables;
  for (const MatchedAlias& alias : module.aliases)
    if (alias.claim->place) tables.insert(alias.claim->place->table);
  for (const std::uint32_t table : tables) {
    // The pieces of a list have no tables.
    module.lacks_driver |= lacks_driver(*module.module, table);
    for (std::string& name : drivers_of_table(*module.module, table))
      if (std::find(module.drivers.begin(), module.drivers.end(), name) == module.drivers.end())
        module.drivers.push_back(std::move(name));
  }
}

// The driver, unless it is known to be the module's.
std::string assumed_driver(std::string_view module, std::string_view driver) {
  return driver == known_driver(module) ? std::string() : std::string(driver);
}

// The modules found, each once. The pieces of a module in a list become one. A module with tables
// is never a piece, as its claims point into its own tables.
class FoundModules {
 public:
  void add(const ClaimRef& found, bool is_certain = true) {
    MatchedModule& module = modules_[index_of(*found.module)];
    module.aliases.push_back({found.claim, is_certain});
  }

  std::vector<MatchedModule> take() {
    for (MatchedModule& module : modules_) {
      choose_entries(module);
      find_drivers(module);
    }
    return std::move(modules_);
  }

 private:
  // Of thousands of modules that want one device each is looked up.
  std::size_t index_of(const KernelModule& module) {
    const KernelModule* const whole = module.tables.empty() ? nullptr : &module;
    const auto [found, is_new] = indexes_.try_emplace(
        std::tuple(whole, std::string_view(module.name), module.is_builtin), modules_.size());
    if (is_new)
      modules_.push_back({.name = module.name, .module = &module, .is_builtin = module.is_builtin});
    return found->second;
  }

  std::vector<MatchedModule> modules_;
  /// The module, where it is no piece, its name, and whether it is built in.
  std::map<std::tuple<const KernelModule*, std::string_view, bool>, std::size_t> indexes_;
};

// kmod orders built-in modules by their patterns: first the one with the longest text before the
// first wildcard. After texts of the same size a pattern without wildcards comes first, then `[`,
// `?` and `*` in this order. Of patterns that still are equal, the one that begins the other comes
// first, or else the one with the greater byte.
bool comes_first(std::string_view a, std::string_view b) {
  constexpr std::string_view wildcards = "[?*";
  const auto rank = [&](std::string_view pattern) {
    const std::size_t size = std::min(pattern.find_first_of(wildcards), pattern.size());
    return std::pair(-static_cast<std::ptrdiff_t>(size),
                     size == pattern.size() ? -1 : static_cast<int>(wildcards.find(pattern[size])));
  };
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (a.starts_with(b) || b.starts_with(a)) return a.size() < b.size();
  return a > b;
}

}  // namespace

bool MatchedModule::is_certain() const {
  return is_told || aliases.empty() ||
         std::any_of(aliases.begin(), aliases.end(),
                     [](const MatchedAlias& alias) { return alias.is_certain; });
}

void mark_told(std::vector<MatchedModule>& modules, const Device& device) {
  const auto drivers_of = [&](const MatchedModule& module) {
    return module.module != nullptr ? known_drivers(*module.module, device.modalias) : std::nullopt;
  };
  for (MatchedModule& module : modules)
    module.is_told = !module.is_certain() && is_told(device, module.name, drivers_of(module));
  std::stable_partition(modules.begin(), modules.end(),
                        [](const MatchedModule& module) { return module.is_certain(); });
}

Matcher::Matcher(const Kernel& kernel)
    : claims_(claims_in_order(kernel)),
      patterns_(patterns_of(claims_)),
      trie_(patterns_),
      built_in_(built_in_names(kernel)) {
  const auto is_loadable = [](const ClaimRef& one) { return !one.module->is_builtin; };
  first_built_in_ = static_cast<AliasTrie::Id>(
      std::partition_point(claims_.begin(), claims_.end(), is_loadable) - claims_.begin());
  for (const KernelModule& module : kernel.modules) {
    const auto [known, is_new] = modules_.emplace(module.name, &module);
    if (!is_new && !module.is_builtin) known->second = &module;
  }
  for (const KernelModule* const module : modules_in_order(kernel))
    if (module->drivers && !module->drivers->empty()) with_drivers_.push_back(module);
}

std::vector<ClaimRef> Matcher::claims_in_order(const Kernel& kernel) {
  std::vector<ClaimRef> claims;
  for (const KernelModule* const module : modules_in_order(kernel))
    for (const Claim& claim : module->claims) claims.push_back({module, &claim});
  return claims;
}

std::vector<std::string> Matcher::patterns_of(const std::vector<ClaimRef>& claims) {
  std::vector<std::string> patterns;
  patterns.reserve(claims.size());
  for (const ClaimRef& one : claims) patterns.push_back(normalized(one.claim->pattern));
  return patterns;
}

Matcher::Ids Matcher::find_ids(const std::string& device) const {
  Ids ids;
  trie_.find(device, ids);
  const auto built_in = std::lower_bound(ids.begin(), ids.end(), first_built_in_);
  std::stable_sort(built_in, ids.end(), [&](AliasTrie::Id a, AliasTrie::Id b) {
    return comes_first(patterns_[a], patterns_[b]);
  });
  return ids;
}

// The name of a loadable module goes before all aliases, that of a built-in module only before the
// aliases of built-in ones.
std::optional<Matcher::NamedModule> Matcher::find_by_name(const std::string& name,
                                                          bool has_aliases) const {
  const auto known = modules_.find(name);
  const KernelModule* const module = known != modules_.end() ? known->second : nullptr;
  if (module != nullptr && !module->is_builtin) return NamedModule{module->name, module};
  const auto built_in = built_in_.find(name);
  if (has_aliases || built_in == built_in_.end()) return std::nullopt;
  return NamedModule{*built_in, module, true};
}

std::vector<MatchedModule> Matcher::find(std::string_view modalias) const {
  const std::string device = normalized(modalias);
  if (is_partial(Glob(device))) return find_partial(device);
  const Ids ids = find_ids(device);
  const bool has_loadable = !ids.empty() && ids.front() < first_built_in_;
  if (const auto named = find_by_name(device, has_loadable))
    return {{.name = std::string(named->name),
             .module = named->module,
             .is_builtin = named->is_builtin}};
  FoundModules modules;
  for (const AliasTrie::Id id : ids) modules.add(claims_[id]);
  return modules.take();
}

std::vector<MatchedModule> Matcher::find_partial(const std::string& device) const {
  const Glob glob(device);
  FoundModules found;
  for (std::size_t id = 0; id < claims_.size(); ++id) {
    const auto is_certain = match_partial(Glob::of_alias(patterns_[id]), glob);
    if (is_certain) found.add(claims_[id], *is_certain);
  }
  std::vector<MatchedModule> modules = found.take();
  std::stable_partition(modules.begin(), modules.end(),
                        [](const MatchedModule& module) { return module.is_certain(); });
  return modules;
}

std::vector<MatchedModule> Matcher::find_overridden(std::string_view modalias,
                                                    std::string_view driver) const {
  if (auto modules = find_by_driver(modalias, driver); !modules.empty()) return modules;
  const std::string name = normalized(driver);
  if (drivers_of_module(name, modalias)) return {};
  const auto known = modules_.find(name);
  if (known == modules_.end()) {
    if (!built_in_.contains(name)) return {};
    return {{.name = name, .is_builtin = true, .assumed_driver = assumed_driver(name, driver)}};
  }
  const KernelModule& module = *known->second;
  MatchedModule matched{.name = module.name,
                        .module = &module,
                        .is_builtin = module.is_builtin,
                        .assumed_driver = assumed_driver(name, driver)};
  const Glob device(normalized(without_override(modalias)));
  for (const Claim& claim : module.claims) {
    const Glob glob = Glob::of_alias(without_override(claim.pattern));
    if (const auto is_certain = match_partial(glob, device))
      matched.aliases.push_back({&claim, *is_certain});
  }
  choose_entries(matched);
  return {std::move(matched)};
}

// A module may have several drivers of one name, on several buses.
std::vector<MatchedModule> Matcher::find_by_driver(std::string_view modalias,
                                                   std::string_view driver) const {
  std::vector<MatchedModule> found;
  const Glob device(normalized(without_override(modalias)));
  for (const KernelModule* const module : with_drivers_) {
    std::set<std::uint32_t> tables;
    for (const KernelDriver& one : *module->drivers)
      if (one.name == driver && is_for_bus_of(*module, one.table, modalias))
        tables.insert(one.table);
    if (tables.empty()) continue;
    MatchedModule& matched = found.emplace_back(MatchedModule{.name = module->name,
                                                              .module = module,
                                                              .is_builtin = module->is_builtin,
                                                              .drivers = {std::string(driver)}});
    for (const Claim& claim : module->claims) {
      if (!claim.place || !tables.contains(claim.place->table)) continue;
      const Glob glob = Glob::of_alias(normalized(without_override(claim.pattern)));
      if (const auto is_certain = match_partial(glob, device))
        matched.aliases.push_back({&claim, *is_certain});
    }
    choose_entries(matched);
  }
  return found;
}

bool Matcher::has_driver(std::string_view driver) const {
  return std::any_of(with_drivers_.begin(), with_drivers_.end(), [&](const KernelModule* module) {
    return std::any_of(module->drivers->begin(), module->drivers->end(),
                       [&](const KernelDriver& one) { return one.name == driver; });
  });
}

std::optional<std::vector<std::string>> Matcher::drivers_of_module(
    std::string_view name, std::string_view modalias) const {
  const auto known = modules_.find(normalized(name));
  if (known == modules_.end() || !known->second->drivers) return std::nullopt;
  return known_drivers(*known->second, modalias);
}

bool Matcher::has_module(std::string_view name) const {
  return modules_.contains(normalized(name)) || built_in_.contains(normalized(name));
}

void Matcher::find_names(std::string_view modalias, std::vector<std::string_view>& names) const {
  const std::string device = normalized(modalias);
  const Ids ids = find_ids(device);
  const bool has_loadable = !ids.empty() && ids.front() < first_built_in_;
  if (const auto named = find_by_name(device, has_loadable)) {
    names.push_back(named->name);
    return;
  }
  SeenNames seen;
  for (const AliasTrie::Id id : ids) {
    if (has_loadable && id >= first_built_in_) break;
    const std::string_view name = claims_[id].module->name;
    if (seen.add(name)) names.push_back(name);
  }
}

}  // namespace ko2alias
