#include "diff/built_ins.h"

#include "kernel/module_files.h"
#include "pattern/alias_bus.h"
#include "pattern/kmod_text.h"

namespace ko2alias {
BuiltIns::BuiltIns(const Kernel& kernel)
    : are_known_(kernel.builtin.has_value()), names_(built_in_names(kernel)) {
  for (const KernelModule& module : kernel.modules) {
    if (!module.is_builtin) {
      files_.insert(module.name);
      continue;
    }
    are_known_ = true;
    names_.insert(normalized(module.name));
    if (!module.claims.empty()) recorded_.insert(module.name);
    for (const Claim& claim : module.claims) records_tables_ |= is_of_table(claim.pattern);
  }
}

bool BuiltIns::has(std::string_view name) const { return names_.contains(normalized(name)); }

// A kernel that records tables tells all of a module of which it tells anything.
bool BuiltIns::has_unrecorded(std::string_view name) const {
  return has(name) && !files_.contains(name) && !(records_tables_ && recorded_.contains(name));
}

}  // namespace ko2alias
