// Finds the gaps in what is known of two kernels that matter for their comparison.
#pragma once

#include <string>
#include <vector>

#include "diff/change.h"

namespace ko2alias {

/// `buses` are those that were asked for, `changes` those that are shown.
std::vector<Caveat> find_caveats(const Kernel& before, const Kernel& after,
                                 const std::vector<std::string>& buses,
                                 const std::vector<Change>& changes);

}  // namespace ko2alias
