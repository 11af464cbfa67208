#include "input/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace ko2alias {
namespace {

bool has_at(std::string_view head, std::size_t offset, std::string_view magic) {
  return head.size() >= offset + magic.size() && head.substr(offset, magic.size()) == magic;
}

}  // namespace

bool may_be_archive(std::string_view head) {
  using namespace std::string_view_literals;
  constexpr std::string_view archives[] = {"!<arch>\n"sv, "\xED\xAB\xEE\xDB"sv, "07070"sv,
                                           "\xC7\x71"sv, "\x71\xC7"sv};
  for (const std::string_view magic : archives)
    if (has_at(head, 0, magic)) return true;
  return is_compressed(head) || has_at(head, 257, "ustar");
}

bool is_compressed(std::string_view head) {
  using namespace std::string_view_literals;
  // xz, zstd, gzip, bzip2, lzma, lz4 and its legacy format, which the kernel reads.
  constexpr std::string_view magics[] = {
      "\xFD\x37zXZ"sv, "\x28\xB5\x2F\xFD"sv, "\x1F\x8B"sv,        "BZh"sv,
      "\x5D\0\0"sv,    "\x04\x22\x4D\x18"sv, "\x02\x21\x4C\x18"sv};
  for (const std::string_view magic : magics)
    if (has_at(head, 0, magic)) return true;
  return false;
}

// Where an archive's bytes come from: a file, or the member of an outer archive.
struct Archive::Feed {
  int descriptor = -1;
  std::uint64_t offset = 0;
  ::archive* outer = nullptr;
  std::vector<char> buffer = std::vector<char>(std::size_t{64} << 10);
  /// What was handed on last, with `outer` alone: its end may lie behind the archive's.
  std::string tail;
  std::uint64_t fed = 0;
  static constexpr std::size_t longest_tail = std::size_t{1} << 20;

  static la_ssize_t read(::archive* inner, void* self, const void** data) {
    auto& feed = *static_cast<Feed*>(self);
    if (feed.outer != nullptr) {
      const la_ssize_t count = feed.read_outer(inner);
      *data = feed.buffer.data();
      return count;
    }
    *data = feed.buffer.data();
    la_ssize_t count = 0;
    do {
      count = ::pread(feed.descriptor, feed.buffer.data(), feed.buffer.size(),
                      static_cast<off_t>(feed.offset));
    } while (count < 0 && errno == EINTR);
    if (count < 0) archive_set_error(inner, errno, "%s", std::strerror(errno));
    if (count > 0) feed.offset += static_cast<std::uint64_t>(count);
    return count;
  }

  la_ssize_t read_outer(::archive* inner) {
    // What another one has read comes first.
    if (fed == 0 && !tail.empty()) {
      fed = tail.size();
      buffer.assign(tail.begin(), tail.end());
      return static_cast<la_ssize_t>(fed);
    }
    const la_ssize_t count = archive_read_data(outer, buffer.data(), buffer.size());
    if (count < 0)
      archive_set_error(inner, archive_errno(outer), "%s", archive_error_string(outer));
    if (count <= 0) return count;
    fed += static_cast<std::uint64_t>(count);
    if (tail.size() > longest_tail) tail.erase(0, tail.size() - longest_tail / 2);
    tail.append(buffer.data(), static_cast<std::size_t>(count));
    return count;
  }
};

Archive::Archive() : feed_(std::make_unique<Feed>()), archive_(archive_read_new()) {
  support_filters();
}

Archive::Archive(int descriptor, std::uint64_t offset) : Archive() {
  feed_->descriptor = descriptor;
  feed_->offset = offset;
  support_formats();
  open();
}

Archive::Archive(Archive& outer, std::string head) : Archive() {
  feed_->outer = outer.archive_;
  feed_->tail = std::move(head);
  support_formats();
  open();
}

std::unique_ptr<Archive> Archive::uncompress(int descriptor, std::uint64_t offset) {
  std::unique_ptr<Archive> data(new Archive);
  data->feed_->descriptor = descriptor;
  data->feed_->offset = offset;
  archive_read_support_format_raw(data->archive_);
  data->open();
  (void)data->next();
  return data;
}

// Named one by one, so that a static libarchive brings only these along.
void Archive::support_filters() {
  archive_read_support_filter_bzip2(archive_);
  archive_read_support_filter_gzip(archive_);
  archive_read_support_filter_lz4(archive_);
  archive_read_support_filter_lzma(archive_);
  archive_read_support_filter_rpm(archive_);
  archive_read_support_filter_xz(archive_);
  archive_read_support_filter_zstd(archive_);
}

void Archive::support_formats() {
  archive_read_support_format_ar(archive_);
  archive_read_support_format_cpio(archive_);
  archive_read_support_format_tar(archive_);
}

void Archive::open() {
  if (archive_read_open(archive_, feed_.get(), nullptr, Feed::read, nullptr) != ARCHIVE_OK)
    note_problem();
}

Archive::~Archive() { archive_read_free(archive_); }

std::optional<Archive::Member> Archive::next() {
  if (problem_) return std::nullopt;
  archive_entry* entry = nullptr;
  const int result = archive_read_next_header(archive_, &entry);
  if (result == ARCHIVE_EOF) {
    is_archive_ = is_archive_ || archive_format(archive_) != 0;
    return std::nullopt;
  }
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
    note_problem();
    return std::nullopt;
  }
  is_archive_ = true;
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
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
      note_problem();
      return *problem_;
    }
    const auto start = static_cast<std::uint64_t>(offset);
    if (start + size > max_size)
      return error("more than " + std::to_string(max_size) + " bytes (--max-size allows more)");
    // A sparse file's holes are zero.
    bytes.resize(start);
    bytes.append(static_cast<const char*>(block), size);
  }
}

std::string Archive::read_some() {
  std::string bytes(std::size_t{64} << 10, '\0');
  const la_ssize_t count = archive_read_data(archive_, bytes.data(), bytes.size());
  if (count < 0) note_problem();
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

std::string Archive::unread() const {
  const std::uint64_t behind = feed_->fed - std::min(feed_->fed, size());
  return feed_->tail.substr(feed_->tail.size() -
                            std::min<std::uint64_t>(behind, feed_->tail.size()));
}

std::uint64_t Archive::size() const {
  return static_cast<std::uint64_t>(archive_filter_bytes(archive_, -1));
}

void Archive::note_problem() {
  const char* const reason = archive_error_string(archive_);
  problem_ = error(std::string("not a readable archive: ") +
                   (reason != nullptr ? reason : "unknown reason"));
}

}  // namespace ko2alias
