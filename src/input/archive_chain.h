// Archives in a row: in a file one may stand behind the other, as in an initramfs.
//
//   0                   30,720   31,232                                              9,000,000
//   | cpio: microcode   | zeros  | zstd( cpio: base   zeros   cpio: modules )        |
//
// 1. `070701` stands at 0: the first archive. Its members are read up to its trailer, which ends at
//    30,720.
// 2. The zeros behind it are padding. What follows at 31,232 begins like zstd: all that this
//    compressed data holds is one stream, from which the next archives are read.
// 3. The second archive ends in the middle of the stream. More padding, and the third one.
// 4. Behind the third the stream is at its end, and so is the file.
//
// Compressed data behind compressed data of the same kind (two .cpio.gz) is one stream to the
// decompressor, and comes to the same.
#pragma once

#include <cstdint>
#include <memory>

#include "input/archive.h"
#include "input/byte_feed.h"
#include "ko2alias/problem.h"
#include "support/file.h"

namespace ko2alias {

class ArchiveChain {
 public:
  /// Decompresses with so many threads where that is possible.
  ArchiveChain(File file, const Limits& limits, unsigned threads = 1);

  /// The next archive of the file; null at the end, and behind an archive with a problem. All
  /// members of the archive before have been visited: only then is it known where it ends. An
  /// archive that turns out to be none (`is_archive`) is the last one. Compressed data that is
  /// damaged behind its last archive is a problem.
  Result<std::shared_ptr<Archive>> next();

  /// Whether the present archive is the first one.
  [[nodiscard]] bool is_at_first() const { return state_ == State::at_first; }
  /// The place of the present archive in the file, or of the compressed data that it is in.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  /// Whether it is in compressed data.
  [[nodiscard]] bool is_compressed() const { return stream_ != nullptr; }
  [[nodiscard]] const File& file() const { return file_; }

 private:
  enum class State : std::uint8_t { before_first, at_first, at_later, at_end };

  /// The bytes in which the present archive stands.
  ByteFeed& feed() { return stream_ ? stream_->feed() : file_feed_; }
  void open_archive();
  Result<bool> go_behind_archive();
  Result<bool> go_behind_stream();

  File file_;
  Limits limits_;
  unsigned threads_;
  FileFeed file_feed_{file_};
  /// The compressed data in which the present archive stands, if it does.
  std::unique_ptr<Unpacked> stream_;
  std::shared_ptr<Archive> archive_;
  State state_ = State::before_first;
  std::uint64_t offset_ = 0;
  /// The place of the present archive in its feed.
  std::uint64_t start_ = 0;
};

}  // namespace ko2alias
