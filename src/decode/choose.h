// Chooses the kernel release whose layouts and texts a module was built with, and the variant for
// each of its tables.
#pragma once

#include "ko2alias/decode.h"

namespace ko2alias {

/// Fills in `bus`, `variant` and `reason` of each table for a known release. Where the release's
/// own layout cannot be, or makes no sense and another one does, the other one is taken: a vendor's
/// kernel has things that its number does not tell.
void choose_variants(std::vector<DecodedTable>& tables, const Abi& abi, const Release& release);

/// The releases that the tables themselves leave possible, best and newest first, one for each way
/// of reading them.
std::vector<Choice> possible_choices(const std::vector<DecodedTable>& tables, const Abi& abi);

}  // namespace ko2alias
