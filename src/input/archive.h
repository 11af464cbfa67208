// One archive, read by libarchive once from front to back: .deb, .rpm, .tar.*, cpio.
//
//   while (auto member = archive.next()) …          // the name of a member, and what it is
//   archive.read(max_size)                          // its bytes
//
// Members' names are only names: nothing is ever written.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "input/byte_feed.h"
#include "input/limits.h"
#include "input/xz_feed.h"
#include "ko2alias/problem.h"

struct archive;

namespace ko2alias {

class Archive {
 public:
  /// Whether the feed has an archive with members, or any compressed data, whose streams in a row
  /// are one member without a name.
  enum class Kind : std::uint8_t { archive, compressed_data };

  /// Opens the archive at the feed's position and reads its first header. The feed stays the
  /// caller's.
  Archive(ByteFeed& feed, Kind kind, const Limits& limits);
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive();

  /// False for what looks like no archive at all.
  [[nodiscard]] bool is_archive() const { return is_archive_; }
  /// The reason why the archive ended too early.
  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }
  [[nodiscard]] const Limits& limits() const { return limits_; }
  /// The bytes of the feed that the archive took up so far; another one may follow.
  [[nodiscard]] std::uint64_t size() const;
  /// The bytes that were read so far of the file in which the archive is.
  [[nodiscard]] std::uint64_t file_bytes() const { return feed_.file_bytes(); }

  struct Member {
    std::string name;
    bool is_file = false;
  };
  /// The next member; nothing at the end, or at a problem.
  std::optional<Member> next();
  /// The bytes of the present member. More than `max_size` are a problem of this member alone.
  Result<std::string> read(std::uint64_t max_size);
  /// Up to `size` bytes more of the present member; 0 at its end. The problem is libarchive's
  /// reason alone.
  Result<std::size_t> read_data(char* data, std::size_t size);

 private:
  class Callbacks;

  std::optional<Member> read_header();
  void pass_member();
  [[nodiscard]] std::optional<Problem> suspicion() const;
  [[nodiscard]] std::string reason() const;
  void note_problem();
  [[nodiscard]] bool has_long_header() const { return header_bytes_ > limits_.header; }

  ByteFeed& feed_;
  Limits limits_;
  ::archive* archive_;
  /// The bytes that the feed gave since the present header began.
  std::uint64_t header_bytes_ = 0;
  /// The bytes that the present member says it has; 0 where it does not say.
  std::uint64_t size_ = 0;
  /// Whether the present member may have bytes that were not read.
  bool has_member_ = false;
  std::optional<Member> first_;
  /// What kept the feed from giving more.
  std::optional<Problem> feed_problem_;
  std::optional<Problem> problem_;
  bool is_archive_ = false;
  bool is_at_end_ = false;
};

/// What a feed holds if it is compressed, and else the feed's own bytes.
class Unpacked {
 public:
  /// Unpacks what begins at the feed's position, with so many threads where that is possible.
  Unpacked(ByteFeed& packed, const Limits& limits, unsigned threads);

  [[nodiscard]] ByteFeed& feed() { return *feed_; }
  /// The bytes of the packed feed that were taken up so far; something else may follow.
  [[nodiscard]] std::uint64_t packed_size() const;

 private:
  /// Nothing for xz, which we decode ourselves, and many threads at a time.
  std::unique_ptr<Archive> archive_;
  XzFeed* xz_ = nullptr;
  std::unique_ptr<ByteFeed> feed_;
};

/// The archive that the present member of another one is, compressed or not.
class MemberArchive {
 public:
  MemberArchive(Archive& outer, unsigned threads);
  MemberArchive(const MemberArchive&) = delete;
  MemberArchive& operator=(const MemberArchive&) = delete;

  [[nodiscard]] Archive& archive() { return archive_; }

 private:
  // What is in compressed data goes through a feed of ours, so that no header is read without end.
  MemberFeed packed_;
  Unpacked unpacked_;
  Archive archive_;
};

/// The problem of an archive that cannot be read on, for libarchive's reason.
Problem unreadable_archive(const std::string& reason);

}  // namespace ko2alias
