#include "input/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <utility>

#include "input/magic.h"
#include "support/text.h"

namespace ko2alias {
namespace {

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

// A warning leaves what was read usable.
bool is_usable(int result) { return result == ARCHIVE_OK || result == ARCHIVE_WARN; }

bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }

// Each of libarchive's formats has words of its own for an archive that was cut off: `Truncated tar
// archive`, `Premature end of file`. The rest are made to fit into a sentence.
std::string in_our_words(std::string reason) {
  if (reason.find("runcated") != std::string::npos || reason.find("remature") != std::string::npos)
    return "it ends too early";
  if (reason.size() > 1 && is_upper(reason[0]) && !is_upper(reason[1]))
    reason[0] = static_cast<char>(reason[0] - 'A' + 'a');
  return reason;
}

}  // namespace

Problem unreadable_archive(const std::string& reason) {
  return error("not a readable archive: " + reason);
}

// libarchive calls this for more bytes.
class Archive::Callbacks {
 public:
  // No exception may pass through libarchive, which is C.
  static la_ssize_t read(::archive* handle, void* self, const void** data) {
    try {
      return read_some(handle, *static_cast<Archive*>(self), data);
    } catch (const std::bad_alloc&) {
      return fail(handle, "out of memory");
    }
  }

 private:
  static la_ssize_t read_some(::archive* handle, Archive& archive, const void** data) {
    const auto bytes = archive.feed_.next();
    if (!bytes) {
      archive.feed_problem_ = bytes.problem();
      return fail(handle, bytes.problem().message);
    }
    archive.header_bytes_ += bytes->size();
    if (archive.has_long_header())
      return fail(handle, "a header of more than " + counted(archive.limits_.header, "byte"));
    *data = bytes->data();
    return static_cast<la_ssize_t>(bytes->size());
  }

  static la_ssize_t fail(::archive* handle, const std::string& message) {
    archive_set_error(handle, EIO, "%s", message.c_str());
    return -1;
  }
};

Archive::Archive(ByteFeed& feed, Kind kind, const Limits& limits)
    : feed_(feed), limits_(limits), archive_(archive_read_new()) {
  if (archive_ == nullptr) throw std::bad_alloc();
  support_filters(archive_);
  if (kind == Kind::archive)
    support_formats(archive_);
  else
    archive_read_support_format_raw(archive_);
  if (archive_read_open(archive_, this, nullptr, Callbacks::read, nullptr) == ARCHIVE_OK)
    first_ = read_header();
  else
    note_problem();
}

Archive::~Archive() { archive_read_free(archive_); }

std::uint64_t Archive::size() const {
  return static_cast<std::uint64_t>(archive_filter_bytes(archive_, -1));
}

std::optional<Archive::Member> Archive::next() {
  return first_ ? std::exchange(first_, std::nullopt) : read_header();
}

std::optional<Archive::Member> Archive::read_header() {
  pass_member();
  if (is_at_end_ || problem_) return std::nullopt;
  archive_entry* entry = nullptr;
  const int result = archive_read_next_header(archive_, &entry);
  is_at_end_ = result == ARCHIVE_EOF;
  // The format of an archive without members is known only at its end.
  is_archive_ = is_archive_ || is_usable(result) || has_long_header() ||
                (is_at_end_ && archive_format(archive_) != 0);
  if (is_at_end_) return std::nullopt;
  if (!is_usable(result)) {
    note_problem();
    return std::nullopt;
  }
  has_member_ = true;
  const la_int64_t size = archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : 0;
  size_ = static_cast<std::uint64_t>(std::max<la_int64_t>(size, 0));
  const char* const name = archive_entry_pathname(entry);
  return Member{name != nullptr ? name : "", archive_entry_filetype(entry) == AE_IFREG};
}

// What nobody reads is unpacked all the same. libarchive would do that in one call, however long it
// takes.
void Archive::pass_member() {
  const void* block = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  while (has_member_ && !problem_) {
    header_bytes_ = 0;
    has_member_ = is_usable(archive_read_data_block(archive_, &block, &size, &offset));
    if (auto problem = suspicion()) problem_ = std::move(*problem);
  }
  header_bytes_ = 0;
}

std::optional<Problem> Archive::suspicion() const {
  return high_ratio(static_cast<std::uint64_t>(archive_filter_bytes(archive_, 0)), file_bytes(),
                    limits_);
}

Result<std::string> Archive::read(std::uint64_t max_size) {
  std::string bytes;
  if (size_ > max_size) return too_large(max_size);
  bytes.reserve(size_);
  const void* block = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  while (true) {
    header_bytes_ = 0;
    const int result = archive_read_data_block(archive_, &block, &size, &offset);
    if (result == ARCHIVE_EOF) {
      has_member_ = false;
      return bytes;
    }
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
  header_bytes_ = 0;
  const la_ssize_t count = archive_read_data(archive_, data, size);
  if (count < 0) return error(reason());
  if (auto problem = suspicion()) return *problem;
  return static_cast<std::size_t>(count);
}

// libarchive forgets why it got no more bytes.
std::string Archive::reason() const {
  if (feed_problem_) return feed_problem_->message;
  const char* const reason = archive_error_string(archive_);
  return reason != nullptr ? in_our_words(reason) : "unknown reason";
}

void Archive::note_problem() {
  problem_ = feed_problem_ && feed_problem_->kind == ProblemKind::high_ratio
                 ? *feed_problem_
                 : unreadable_archive(reason());
  if (has_long_header()) problem_->kind = ProblemKind::long_header;
}

Unpacked::Unpacked(ByteFeed& packed, const Limits& limits, unsigned threads) {
  const std::uint64_t start = packed.position();
  const auto head = packed.next();
  packed.go_to(start);
  if (head && detect_compression(*head) == Compression::xz) {
    auto xz = std::make_unique<XzFeed>(packed, limits, threads);
    xz_ = xz.get();
    feed_ = std::move(xz);
  } else {
    archive_ = std::make_unique<Archive>(packed, Archive::Kind::compressed_data, limits);
    feed_ = std::make_unique<MemberFeed>(*archive_);
  }
}

std::uint64_t Unpacked::packed_size() const {
  return xz_ != nullptr ? xz_->packed_size() : archive_->size();
}

MemberArchive::MemberArchive(Archive& outer, unsigned threads)
    : packed_(outer),
      unpacked_(packed_, outer.limits(), threads),
      archive_(unpacked_.feed(), Archive::Kind::archive, outer.limits()) {}

}  // namespace ko2alias
