// Judges the aliases that have no partner in the other kernel, each by what the other kernel
// matches of its devices.
#pragma once

#include <vector>

#include "diff/pairing.h"

namespace ko2alias {

/// An old alias is lost, lost to a generic one, partly lost or still covered; a new one gained,
/// gained from a generic one, widened, narrowed or already covered. Once the work is used up,
/// aliases are not decided.
std::vector<Change> judge(const BothClaims& claims, const LoneClaims& alone, Work& work);

}  // namespace ko2alias
