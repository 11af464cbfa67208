// An item is one thing to read: a file, or a member of an archive.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ko2alias/problem.h"

namespace ko2alias {

/// A module, or a list of aliases: the bytes tell which.
struct Item {
  /// For messages: a path, `ARCHIVE: MEMBER`, or `-`.
  std::string name{};
  /// The file on disk; empty for an archive's member, whose bytes are here.
  std::string path{};
  std::string bytes{};
  /// Of an archive's member, how far the file on disk was read for it.
  std::uint64_t file_bytes = 0;
  /// Why it could not be read; there are no bytes then.
  std::optional<Problem> problem{};
};

}  // namespace ko2alias
