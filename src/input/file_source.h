// A file on disk as a source: only the ranges are read that somebody asks for.
#pragma once

#include <memory>
#include <string>

#include "input/buffer.h"
#include "input/limits.h"
#include "ko2alias/source.h"

namespace ko2alias {

/// Opens a file to be read into `buffer`, which no other source may use meanwhile. The problem of a
/// file that cannot be opened is the system's own text. To load more than `most_loaded` bytes in
/// all is a problem: a file without data on disk may have any size.
Result<std::unique_ptr<Source>> open_file(const std::string& path, ReadBuffer& buffer,
                                          std::uint64_t most_loaded = Limits().module);

}  // namespace ko2alias
