// Feeds an archive with bytes: those of a file, of the member of an outer archive, or of compressed
// data (xz_feed.h).
//
// libarchive asks for blocks and takes more than it needs. Where several archives stand in a row,
// the feed goes back to the first archive's end before the next one is opened on it:
//
//   [ archive 1 ][ 0 0 0 ][ archive 2 ]
//   [ block 1         ][ block 2      ]     all of block 1 was handed on to archive 1;
//               ^ go_to(archive 1's end)    what is left of block 1 is handed on once more
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/problem.h"
#include "support/file.h"

namespace ko2alias {

class Archive;

class ByteFeed {
 public:
  ByteFeed() = default;
  ByteFeed(const ByteFeed&) = delete;
  ByteFeed& operator=(const ByteFeed&) = delete;
  virtual ~ByteFeed() = default;

  /// The next bytes, valid until the next call; none at the end.
  virtual Result<std::string_view> next() = 0;

  /// The bytes from the feed's start to those that `next` will give.
  [[nodiscard]] std::uint64_t position() const { return position_; }
  /// Goes back to a position, or forward. A member of an archive can go back to what was handed on
  /// last, and not forward.
  void go_to(std::uint64_t position) { position_ = position; }

  /// The bytes that were read so far of the file in which everything is.
  [[nodiscard]] virtual std::uint64_t file_bytes() const = 0;

  /// Passes over the zeros that archives are padded with. False where nothing else follows.
  Result<bool> skip_zeros();

 protected:
  // NOLINTNEXTLINE(cppcoreguidelines-non-private-member-variables-in-classes)
  std::uint64_t position_ = 0;
};

/// The bytes of a file, which stays the caller's.
class FileFeed final : public ByteFeed {
 public:
  explicit FileFeed(const File& file, std::uint64_t start = 0);
  Result<std::string_view> next() override;
  [[nodiscard]] std::uint64_t file_bytes() const override { return position_; }

 private:
  const File& file_;
  std::vector<char> block_;
};

/// Bytes that can be made once, front to back.
class KeptFeed : public ByteFeed {
 public:
  Result<std::string_view> next() final;

 private:
  /// Makes up to `size` bytes more; 0 at the end.
  virtual Result<std::size_t> make(char* data, std::size_t size) = 0;
  std::optional<Problem> make_block();

  /// The bytes that were made last, for `go_to`.
  std::string kept_;
  /// The position of its first byte.
  std::uint64_t kept_at_ = 0;
};

/// The bytes of the present member of an archive, which has to stay at this member meanwhile.
class MemberFeed final : public KeptFeed {
 public:
  explicit MemberFeed(Archive& outer) : outer_(outer) {}
  [[nodiscard]] std::uint64_t file_bytes() const override;

 private:
  Result<std::size_t> make(char* data, std::size_t size) override;

  Archive& outer_;
};

}  // namespace ko2alias
