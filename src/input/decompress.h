// Decompresses modules: xz, zstd and gzip, the three that a kernel's build knows for them.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "input/buffer.h"
#include "ko2alias/problem.h"

namespace ko2alias {

/// Whether data that begins with `head` is compressed as modules are; `compression_head` bytes
/// (magic.h) are enough to tell.
bool is_compressed(std::string_view head);

/// Decompresses one file after the other; keeps the codecs' memory between them.
class Decompressor {
 public:
  Decompressor();
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
  ~Decompressor();

  /// Decompresses all streams in `data`, one behind the other, into `out`, which takes at most
  /// `max_size` bytes. Zeros between streams, and zeros or a signature behind the last one, are
  /// passed over. Truncated, damaged or too large data is a problem.
  Result<std::string_view> decompress(std::string_view data, ReadBuffer& out,
                                      std::uint64_t max_size);

 private:
  struct Codecs;
  std::unique_ptr<Codecs> codecs_;
};

}  // namespace ko2alias
