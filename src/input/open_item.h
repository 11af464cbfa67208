// The way from an item to the bytes of a module.
#pragma once

#include <cstdint>
#include <memory>

#include "input/decompress.h"
#include "input/file_source.h"
#include "input/item.h"
#include "ko2alias/source.h"

namespace ko2alias {

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
