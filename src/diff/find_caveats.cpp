#include "diff/find_caveats.h"

#include <algorithm>

#include "kernel/module_files.h"
#include "pattern/alias_bus.h"

namespace ko2alias {
namespace {

using Caveats = std::vector<Caveat>;

bool has_built_ins(const Kernel& kernel) {
  return std::any_of(kernel.modules.begin(), kernel.modules.end(),
                     [](const KernelModule& module) { return module.is_builtin; });
}

// A list of aliases that depmod wrote, or a package without modules.builtin.modinfo, tells nothing
// of built-in modules. If the other kernel tells, all of its built-in modules look lost or gained.
void add_unknown_built_ins(const Kernel& lacks, const Kernel& has, Caveats& caveats) {
  if (has_built_ins(has) && !has_built_ins(lacks))
    caveats.push_back(
        {.kind = CaveatKind::built_ins_unknown, .kernel = lacks.name, .other = has.name});
}

bool has_bus(const Kernel& kernel, std::string_view bus) {
  for (const KernelModule& module : kernel.modules)
    for (const Claim& claim : module.claims)
      if (bus_of(claim.pattern) == bus) return true;
  return false;
}

// A bus that is spelled wrong would look like one without a difference.
void add_unknown_buses(const Kernel& before, const Kernel& after,
                       const std::vector<std::string>& buses, Caveats& caveats) {
  for (const std::string& bus : buses)
    if (!has_bus(before, bus) && !has_bus(after, bus))
      caveats.push_back({.kind = CaveatKind::bus_unknown, .bus = bus});
}

// Kernels up to 6.12 record for built-in modules only the aliases that were written by hand. An
// alias of such a module that only the other kernel has may well be in both.
void add_unrecorded(const Kernel& kernel, const Kernel& other, Category category,
                    const std::vector<Change>& changes, Caveats& caveats) {
  const auto names = built_in_names(kernel);
  const auto count = std::count_if(changes.begin(), changes.end(), [&](const Change& change) {
    const ClaimRef& claim = change.claim();
    return change.category == category && claim.is_builtin() && names.contains(claim.name());
  });
  if (count != 0)
    caveats.push_back({.kind = CaveatKind::aliases_unrecorded,
                       .kernel = kernel.name,
                       .other = other.name,
                       .category = category,
                       .count = static_cast<std::size_t>(count)});
}

}  // namespace

std::vector<Caveat> find_caveats(const Kernel& before, const Kernel& after,
                                 const std::vector<std::string>& buses,
                                 const std::vector<Change>& changes) {
  Caveats caveats;
  add_unknown_built_ins(after, before, caveats);
  add_unknown_built_ins(before, after, caveats);
  add_unknown_buses(before, after, buses, caveats);
  add_unrecorded(before, after, Category::gained, changes, caveats);
  add_unrecorded(after, before, Category::lost, changes, caveats);
  return caveats;
}

}  // namespace ko2alias
