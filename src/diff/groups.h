// Changes that say the same of several aliases, as the formats show them together.
#pragma once

#include <span>
#include <vector>

#include "diff/change.h"

namespace ko2alias {

/// Changes of one category, bus, module before and module after, one behind the other in a
/// comparison. What moved out of one module is one group, wherever it went.
using ChangeGroup = std::span<const Change>;
std::vector<ChangeGroup> groups_of(const Comparison& comparison);

/// Whether a group may stand as one line with its number: it has more than a few changes, and no
/// losses.
bool may_fold(ChangeGroup group);

}  // namespace ko2alias
