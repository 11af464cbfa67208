// How much of an input is read, at most: the bounds that keep a small file from filling the memory.
// docs/limits.md tells users of them.
#pragma once

#include <cstdint>
#include <optional>

#include "ko2alias/problem.h"

namespace ko2alias {

/// What a user can set.
struct Limits {
  /// The bytes that are read of a module, and those that it may have once it is decompressed or
  /// taken out of an archive. An archive as a whole has no limit: it is read member by member.
  std::uint64_t module = std::uint64_t{256} << 20;
  /// The bytes of archives' members that wait for a thread. The last of them may reach beyond.
  std::uint64_t held = std::uint64_t{64} << 20;
  /// The bytes that an archive has for the header of one member, its name included. The one before
  /// an rpm's payload counts too, and has some MiB where the package has many files.
  std::uint64_t header = std::uint64_t{32} << 20;
  /// An archive that unpacks to more than `unsuspicious_size`, and to more than this many times its
  /// file's size, was made to keep its readers busy. Kernel packages unpack to 3 to 20 times their
  /// size.
  std::uint64_t ratio = 200;
  /// The archives that may stand within each other.
  std::uint64_t archives = 8;
  /// The lists of paths that may name each other.
  std::uint64_t lists = 16;
};

/// What no archive is suspected for unpacking to.
constexpr std::uint64_t unsuspicious_size = std::uint64_t{1} << 30;

/// The bytes of one file that several threads may have in memory at once. One thread at a time has
/// more.
constexpr std::uint64_t largest_shared_size = std::uint64_t{16} << 20;

/// The problem of so many bytes that come out of a file of which so many were read, if they are too
/// many.
std::optional<Problem> high_ratio(std::uint64_t unpacked, std::uint64_t file_bytes,
                                  const Limits& limits);

/// The problem of more bytes than the limit; `when` is empty or ` when decompressed`.
Problem too_large(std::uint64_t max_size, const char* when = "");

}  // namespace ko2alias
