// Modules without aliases. Nothing but their names loads them, by hand, by a script or by another
// module, so they are compared by name.
//
//   6.1 has snd_dummy, 6.1-cloud has not      module gone: snd_dummy
#pragma once

#include <vector>

#include "diff/built_ins.h"
#include "diff/change.h"
#include "diff/made_claims.h"

namespace ko2alias {

/// The modules without aliases that are gone, new, now built in or now modules. Their claims have
/// no pattern. None where one of the kernels does not tell of such modules.
std::vector<Change> compare_bare_modules(const Kernel& before, const Kernel& after,
                                         const BothBuiltIns& built_ins, MadeClaims& made);

}  // namespace ko2alias
