// The aliases of a table entry by entry. `DecodedModule::aliases` is not enough for that: the
// kernel's generator writes an alias once, so of two equal entries only the first has it there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ko2alias/decode.h"

namespace ko2alias {

struct EntryPatterns {
  std::uint32_t entry = 0;
  /// At least one. As they are: kmod takes `-` and `_` for the same, buses do not.
  std::vector<std::string> patterns{};
};

/// The entries of a table that have aliases, in their order.
std::vector<EntryPatterns> patterns_of(const DecodedModule& module, std::uint32_t table);

}  // namespace ko2alias
