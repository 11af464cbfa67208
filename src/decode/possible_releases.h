// Tells the kernel releases that a module can be of when it does not say (possible_releases.cpp has
// the idea).
#pragma once

#include "ko2alias/decode.h"

namespace ko2alias {

/// The releases that the tables themselves leave possible, one for each way of reading them: the
/// best fit first, and the newest of equal ones.
std::vector<Choice> possible_choices(const std::vector<DecodedTable>& tables, const Abi& abi);

}  // namespace ko2alias
