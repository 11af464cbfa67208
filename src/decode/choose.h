// Chooses the variant of each table of a module whose kernel release is known (choose.cpp has the
// idea).
#pragma once

#include "ko2alias/decode.h"

namespace ko2alias {

/// Fills in `variant` and `reason` of each table whose bus is known. Where the release's own layout
/// is impossible, or makes no sense while another one does, the other one is taken.
void choose_variants(std::vector<DecodedTable>& tables, const Abi& abi, const Release& release);

}  // namespace ko2alias
