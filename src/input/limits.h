// How much of an input is read, at most: the bounds that keep a small file from filling the memory.
#pragma once

#include <cstdint>

#include "ko2alias/problem.h"

namespace ko2alias {

/// The bytes that a module may have once it is decompressed or taken out of an archive, unless
/// `InputOptions::max_size` says otherwise. An archive as a whole has no limit: it is read member
/// by member.
constexpr std::uint64_t default_max_size = std::uint64_t{512} << 20;

/// The archives that may stand within each other: 8 are searched, a ninth is not.
constexpr unsigned deepest_nesting = 8;

/// The problem of more bytes than the limit; `when` is empty or ` when decompressed`.
Problem too_large(std::uint64_t max_size, const char* when = "");

/// The problem of an archive that stands deeper than the limit.
Problem too_deep();

}  // namespace ko2alias
