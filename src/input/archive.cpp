#include "input/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <utility>

#include "input/limits.h"

namespace ko2alias {
namespace {

std::string reason_of(::archive* archive) {
  const char* const reason = archive_error_string(archive);
  return reason != nullptr ? reason : "unknown reason";
}

// Filters and formats are named one by one, so that a static libarchive brings only these along.
void support_filters(::archive* archive) {
  archive_read_support_filter_bzip2(archive);
  archive_read_support_filter_gzip(archive);
  archive_read_support_filter_lz4(archive);
  archive_read_support_filter_lzma(archive);
  archive_read_support_filter_rpm(archive);
  archive_read_support_filter_xz(archive);
  archive_read_support_filter_zstd(archive);
}

void support_formats(::archive* archive) {
  archive_read_support_format_ar(archive);
  archive_read_support_format_cpio(archive);
  archive_read_support_format_tar(archive);
}

// libarchive calls this for more bytes.
la_ssize_t read_feed(::archive* archive, void* feed, const void** data) {
  const auto bytes = static_cast<ByteFeed*>(feed)->next();
  if (!bytes) {
    archive_set_error(archive, EIO, "%s", bytes.problem().message.c_str());
    return -1;
  }
  *data = bytes->data();
  return static_cast<la_ssize_t>(bytes->size());
}

// A warning leaves what was read usable.
bool is_usable(int result) { return result == ARCHIVE_OK || result == ARCHIVE_WARN; }

}  // namespace

Problem unreadable_archive(const std::string& reason) {
  return error("not a readable archive: " + reason);
}

Archive::Archive(ByteFeed& feed, Kind kind) : archive_(archive_read_new()) { open(feed, kind); }

Archive::Archive(Archive& outer)
    : own_feed_(std::make_unique<MemberFeed>(outer)), archive_(archive_read_new()) {
  open(*own_feed_, Kind::archive);
}

Archive::~Archive() { archive_read_free(archive_); }

void Archive::open(ByteFeed& feed, Kind kind) {
  support_filters(archive_);
  if (kind == Kind::archive)
    support_formats(archive_);
  else
    archive_read_support_format_raw(archive_);
  if (archive_read_open(archive_, &feed, nullptr, read_feed, nullptr) == ARCHIVE_OK)
    first_ = read_header();
  else
    note_problem();
}

std::uint64_t Archive::size() const {
  return static_cast<std::uint64_t>(archive_filter_bytes(archive_, -1));
}

std::optional<Archive::Member> Archive::next() {
  return first_ ? std::exchange(first_, std::nullopt) : read_header();
}

std::optional<Archive::Member> Archive::read_header() {
  if (is_at_end_ || problem_) return std::nullopt;
  archive_entry* entry = nullptr;
  const int result = archive_read_next_header(archive_, &entry);
  is_at_end_ = result == ARCHIVE_EOF;
  // The format of an archive without members is known only at its end.
  is_archive_ = is_archive_ || is_usable(result) || (is_at_end_ && archive_format(archive_) != 0);
  if (is_at_end_) return std::nullopt;
  if (!is_usable(result)) {
    note_problem();
    return std::nullopt;
  }
  const char* const name = archive_entry_pathname(entry);
  return Member{name != nullptr ? name : "", archive_entry_filetype(entry) == AE_IFREG};
}

Result<std::string> Archive::read(std::uint64_t max_size) {
  std::string bytes;
  const void* block = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  while (true) {
    const int result = archive_read_data_block(archive_, &block, &size, &offset);
    if (result == ARCHIVE_EOF) return bytes;
    if (!is_usable(result)) {
      note_problem();
      return *problem_;
    }
    const auto start = static_cast<std::uint64_t>(offset);
    if (start + size > max_size) return too_large(max_size);
    // A sparse file's holes are zero.
    bytes.resize(start);
    bytes.append(static_cast<const char*>(block), size);
  }
}

Result<std::size_t> Archive::read_data(char* data, std::size_t size) {
  const la_ssize_t count = archive_read_data(archive_, data, size);
  if (count < 0) return error(reason_of(archive_));
  return static_cast<std::size_t>(count);
}

void Archive::note_problem() { problem_ = unreadable_archive(reason_of(archive_)); }

}  // namespace ko2alias
