// Judges the aliases that have no partner in the other kernel, each by what the other kernel
// matches of its devices.
#pragma once

#include <vector>

#include "diff/pairing.h"

namespace ko2alias {

/// An old alias is lost, partly lost or still covered; a new one gained, widened, narrowed or
/// already covered.
std::vector<Change> judge(const BothClaims& claims, const LoneClaims& alone);

}  // namespace ko2alias
