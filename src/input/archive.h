// Archives by libarchive: .deb, .rpm, .tar.*, cpio and what is inside of each other.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ko2alias/problem.h"

struct archive;

namespace ko2alias {

/// Whether a file with these first bytes may be an archive. Compressed data may hold one.
bool may_be_archive(std::string_view head);
/// Whether these first bytes are those of compressed data.
bool is_compressed(std::string_view head);

/// One archive, read once from front to back. Members' names are only names: nothing is ever
/// written.
class Archive {
 public:
  /// The archive at an offset of an open file, which stays the caller's.
  Archive(int descriptor, std::uint64_t offset);
  /// The archive that the present member of another one is. The other one stays where it is
  /// meanwhile. `head` are bytes that were read of the member already.
  explicit Archive(Archive& outer, std::string head = {});
  /// Compressed data at an offset of an open file, streams of one kind in a row, as the one member
  /// of an archive.
  static std::unique_ptr<Archive> uncompress(int descriptor, std::uint64_t offset);
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive();

  struct Member {
    std::string name;
    bool is_file = false;
  };
  /// The next member; nothing at the end, or at a problem.
  std::optional<Member> next();
  /// The bytes of the present member.
  Result<std::string> read(std::uint64_t max_size);
  /// Some more of them; nothing at their end, or at a problem.
  std::string read_some();
  /// Of an archive in a member of another one: the bytes behind it that it has read of the member.
  [[nodiscard]] std::string unread() const;

  /// What ended the archive too early.
  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }
  /// Whether this is an archive at all; known once `next` was called.
  [[nodiscard]] bool is_archive() const { return is_archive_; }
  /// Bytes of the file that the archive took up; another one may follow.
  [[nodiscard]] std::uint64_t size() const;

 private:
  struct Feed;
  Archive();
  void support_filters();
  void support_formats();
  void open();
  void note_problem();

  std::unique_ptr<Feed> feed_;
  ::archive* archive_ = nullptr;
  std::optional<Problem> problem_;
  bool is_archive_ = false;
};

}  // namespace ko2alias
