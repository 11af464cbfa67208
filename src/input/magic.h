// Tells compressed data and archives by their first bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ko2alias {

enum class Compression : std::uint8_t { none, xz, zstd, gzip, bzip2, lzma, lz4 };

/// How data is compressed that begins with `head`; `compression_head` bytes are enough to tell.
Compression detect_compression(std::string_view head);
/// Whether data may be compressed so of which no more than `head` is known, perhaps too little to
/// tell.
bool may_be(Compression compression, std::string_view head);
constexpr std::size_t compression_head = 8;

/// Whether a file that begins with `head` may be an archive; `archive_head` bytes are enough to
/// tell. Compressed data may hold one.
bool may_be_archive(std::string_view head);
constexpr std::size_t archive_head = 512;

}  // namespace ko2alias
