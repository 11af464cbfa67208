// What there is to read: files, and members of archives.
#pragma once

#include <optional>
#include <string>

#include "input/decompress.h"
#include "input/file_source.h"
#include "ko2alias/problem.h"
#include "ko2alias/source.h"

namespace ko2alias {

/// A module, or another thing with aliases in it; what it is its bytes tell.
struct Item {
  /// For messages: a path, `ARCHIVE: MEMBER`, or `-`.
  std::string name{};
  /// The file on disk; empty for an archive's member, whose bytes are here.
  std::string path{};
  std::string bytes{};
  /// What kept us from reading it.
  std::optional<Problem> problem{};
};

/// What a worker keeps between items.
struct Workspace {
  ReadBuffer file;
  ReadBuffer inflated;
  Decompressor decompressor;
};

/// Opens an item, decompressed if it is compressed. The source looks into the workspace and the
/// item until the next one.
Result<std::unique_ptr<Source>> open_item(const Item& item, Workspace& workspace,
                                          std::uint64_t max_size);

}  // namespace ko2alias
