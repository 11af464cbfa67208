// Compressed modules: xz, zstd and gzip, told by their first bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "input/buffer.h"
#include "ko2alias/problem.h"

namespace ko2alias {

enum class Compression : std::uint8_t { none, xz, zstd, gzip };

/// What the first bytes of a file say.
Compression detect_compression(std::string_view head);

/// Decompresses one file after the other; keeps the codecs' memory between them.
class Decompressor {
 public:
  Decompressor();
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
  ~Decompressor();

  /// Decompresses all streams in `data`, one behind the other, into `out`, which takes at most
  /// `max_size` bytes. A signature or zeros behind the last stream are passed over. Truncated,
  /// damaged or too large data is a problem.
  Result<std::string_view> decompress(std::string_view data, ReadBuffer& out,
                                      std::uint64_t max_size);

 private:
  struct Codecs;
  std::unique_ptr<Codecs> codecs_;
};

}  // namespace ko2alias
