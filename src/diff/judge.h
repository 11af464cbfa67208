// Judges the aliases that have no partner in the other kernel, each by what the other kernel
// matches of its devices.
#pragma once

#include <cstdint>
#include <vector>

#include "diff/pairing.h"

namespace ko2alias {

/// An old alias is lost, lost to a generic one, partly lost or still covered; a new one gained,
/// gained from a generic one, widened, narrowed or already covered. Once the work is used up,
/// aliases are not decided. Each kernel's aliases have half of it. More than one of `jobs`
/// judges both kernels' at once.
std::vector<Change> judge(const BothClaims& claims, const LoneClaims& alone,
                          std::uint64_t most_work, unsigned jobs);

}  // namespace ko2alias
