// Finds what happened to whole modules: that one was renamed, or which option of the configuration
// explains that one is gone, new, or built in now.
#pragma once

#include <vector>

#include "diff/pairing.h"

namespace ko2alias {

/// Sets `is_renamed` where all of a module moved to one new module.
void mark_renames(std::vector<Change>& changes, const BothClaims& claims);

/// Sets `reason` where both kernels have a configuration and one option fits.
void explain(std::vector<Change>& changes, const BothClaims& claims, const Kernel& before,
             const Kernel& after);

}  // namespace ko2alias
