// An item is one thing to read: a file, or a member of an archive.
#pragma once

#include <optional>
#include <string>

#include "input/decompress.h"
#include "input/file_source.h"
#include "ko2alias/problem.h"
#include "ko2alias/source.h"

namespace ko2alias {

/// A module, or a list of aliases: the bytes tell which.
struct Item {
  /// For messages: a path, `ARCHIVE: MEMBER`, or `-`.
  std::string name{};
  /// The file on disk; empty for an archive's member, whose bytes are here.
  std::string path{};
  std::string bytes{};
  /// Why it could not be read; there are no bytes then.
  std::optional<Problem> problem{};
};

/// The memory that a worker keeps from one item to the next.
struct Workspace {
  ReadBuffer file;
  ReadBuffer inflated;
  Decompressor decompressor;
};

/// Opens an item, decompressed if it is compressed. The source looks into the workspace and the
/// item: it ends when the next item is opened.
Result<std::unique_ptr<Source>> open_item(const Item& item, Workspace& workspace,
                                          std::uint64_t max_size);

}  // namespace ko2alias
