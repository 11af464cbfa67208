// Compresses a module as the kernel takes it: xz with CRC32 and a dictionary of 1 MiB (it refuses
// the CRC64 that is xz's default), zstd, or gzip. Measured with kernels 6.12 and 7.3.
#pragma once

#include <string>
#include <string_view>

#include "input/magic.h"
#include "ko2alias/problem.h"

namespace ko2alias {

/// The compressed data. A compression that no kernel takes, or none, is a problem.
Result<std::string> compress_module(std::string_view module, Compression compression);

}  // namespace ko2alias
