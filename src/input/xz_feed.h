// Feeds an archive with what xz data holds. dpkg-deb and `xz -T` cut long data into blocks and
// write down how long each is, so that several threads can decode them at once:
//
//   [ block 1: 24 MiB ][ block 2: 24 MiB ][ block 3 … ]
//     thread 1           thread 2           waits for memory
//
// libarchive decodes them one after the other.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "input/byte_feed.h"
#include "input/limits.h"

namespace ko2alias {

/// Several streams in a row, with or without zeros between them, are as one. What follows them is
/// no part of the feed.
class XzFeed final : public KeptFeed {
 public:
  /// Decodes what begins at the packed feed's position. The packed feed stays the caller's.
  XzFeed(ByteFeed& packed, const Limits& limits, unsigned threads);
  ~XzFeed() override;

  [[nodiscard]] std::uint64_t file_bytes() const override { return packed_.file_bytes(); }
  /// The bytes of the packed feed that were taken up so far: up to the end of a stream, once there
  /// is no other one.
  [[nodiscard]] std::uint64_t packed_size() const { return taken_up_; }

 private:
  struct Decoder;

  Result<std::size_t> make(char* data, std::size_t size) override;
  void decode();
  void read_packed();
  void begin_stream();
  void go_behind_stream();

  ByteFeed& packed_;
  Limits limits_;
  unsigned threads_;
  std::uint64_t start_;
  std::uint64_t taken_up_ = 0;
  std::uint64_t made_ = 0;
  std::unique_ptr<Decoder> decoder_;
  bool is_packed_at_end_ = false;
  bool is_at_end_ = false;
  /// Why there are no more bytes; they come before it.
  std::optional<Problem> problem_;
};

}  // namespace ko2alias
