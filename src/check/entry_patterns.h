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

/// The index of a table's first empty entry, which ends it for the kernel, or the number of its
/// entries. The table has a variant.
std::uint32_t first_empty_entry(const DecodedModule& module, std::uint32_t table);

/// The entries before the first empty one that have aliases, in their order.
std::vector<EntryPatterns> patterns_of(const DecodedModule& module, std::uint32_t table);

}  // namespace ko2alias
