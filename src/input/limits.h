// How much of an input is read, at most: the bounds that keep a small file from filling the memory.
#pragma once

#include <cstdint>

#include "ko2alias/problem.h"

namespace ko2alias {

/// The bytes that a module may have once it is decompressed or taken out of an archive, unless
/// `InputOptions::max_size` says otherwise. An archive as a whole has no limit: it is read member
/// by member.
constexpr std::uint64_t default_max_size = std::uint64_t{256} << 20;

/// The bytes of one file that several threads may have in memory at once. One thread at a time has
/// more.
constexpr std::uint64_t largest_shared_size = std::uint64_t{16} << 20;

/// The bytes of archives' members that wait for a thread. The last of them may reach beyond.
constexpr std::uint64_t most_held = std::uint64_t{64} << 20;

/// An archive that unpacks to more than a GiB, and to more than this many times its file's size,
/// was made to keep its readers busy. Kernel packages unpack to 3 to 20 times their size.
constexpr std::uint64_t unsuspicious_size = std::uint64_t{1} << 30;
constexpr std::uint64_t highest_ratio = 200;

/// The bytes that an archive has for the header of one member, its name included. The one before an
/// rpm's payload counts too, and has some MiB where the package has many files.
constexpr std::uint64_t longest_header = std::uint64_t{32} << 20;

/// The archives that may stand within each other: 8 are searched, a ninth is not.
constexpr unsigned deepest_nesting = 8;

/// The lists of paths that may name each other: 16 are read, a seventeenth is not.
constexpr std::size_t deepest_lists = 16;

/// The problem of more bytes than the limit; `when` is empty or ` when decompressed`.
Problem too_large(std::uint64_t max_size, const char* when = "");

/// The problem of an archive that stands deeper than the limit.
Problem too_deep();

}  // namespace ko2alias
