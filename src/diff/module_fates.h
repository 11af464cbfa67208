// Finds what happened to whole modules: that one was renamed, or which option of the configuration
// explains that one is gone, new, or built in now.
#pragma once

#include <vector>

#include "diff/built_ins.h"
#include "diff/pairing.h"

namespace ko2alias {

/// Sets `is_renamed` where all of a module moved to one new module.
void mark_renames(std::vector<Change>& changes, const BothClaims& claims);

/// Sets `reason` where both kernels have a configuration and one option fits.
void explain(std::vector<Change>& changes, const BothClaims& claims, const Kernel& before,
             const Kernel& after);

/// The modules of changes that the new kernel has neither as a file nor built in. The changes are
/// explained.
GoneModules find_gone_modules(const std::vector<Change>& changes, const BothClaims& claims,
                              const BothBuiltIns& built_ins);

}  // namespace ko2alias
