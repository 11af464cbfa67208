// Archives: the modules in them, in archives in them, and in archives that follow them (an
// initramfs is several in a row).
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "input/archive.h"
#include "input/file_names.h"
#include "input/inputs.h"

namespace ko2alias {
namespace {

constexpr unsigned deepest_nesting = 8;

// The members of one archive. `has_found` belongs to the file that they are all in, and becomes
// true where there was something to say of any of them.
class MembersCursor final : public Cursor {
 public:
  MembersCursor(std::string name, std::unique_ptr<Archive> archive, unsigned depth,
                const InputOptions& options, bool& has_found)
      : name_(std::move(name)),
        archive_(std::move(archive)),
        depth_(depth),
        options_(options),
        has_found_(has_found) {}

  std::optional<Step> next() override {
    while (auto member = archive_->next()) {
      const std::string name = name_ + ": " + member->name;
      if (!member->is_file) continue;
      if (is_module_name(member->name) ||
          (options_.with_builtin && is_builtin_name(member->name)) ||
          (options_.with_kernel_files && is_kernel_file_name(member->name))) {
        has_found_ = true;
        return Step{read(name), nullptr};
      }
      if (is_archive_name(member->name)) return enter(name);
    }
    if (!archive_->problem() || is_over_) return std::nullopt;
    is_over_ = true;
    has_found_ = true;
    return Step{Item{.name = name_, .problem = archive_->problem()}, nullptr};
  }

  [[nodiscard]] const Archive& archive() const { return *archive_; }

 private:
  Item read(const std::string& name) {
    auto bytes = archive_->read(options_.max_size);
    if (!bytes) return {.name = name, .problem = bytes.problem()};
    return {.name = name, .bytes = std::move(*bytes)};
  }

  Step enter(const std::string& name) {
    if (depth_ + 1 < deepest_nesting)
      return {std::nullopt,
              std::make_unique<MembersCursor>(name, std::make_unique<Archive>(*archive_),
                                              depth_ + 1, options_, has_found_)};
    has_found_ = true;
    return {Item{.name = name,
                 .problem = error("not searched: more than " + std::to_string(deepest_nesting) +
                                  " archives within each other (unpack the outer ones)")},
            nullptr};
  }

  std::string name_;
  std::unique_ptr<Archive> archive_;
  unsigned depth_;
  InputOptions options_;
  bool& has_found_;
  bool is_over_ = false;
};

// A file with one archive behind the other, or none: then the file is an item itself.
class ArchiveFileCursor final : public Cursor {
 public:
  ArchiveFileCursor(Item file, int descriptor, const InputOptions& options)
      : file_(std::move(file)), descriptor_(descriptor), options_(options) {}
  ArchiveFileCursor(const ArchiveFileCursor&) = delete;
  ArchiveFileCursor& operator=(const ArchiveFileCursor&) = delete;
  ~ArchiveFileCursor() override { ::close(descriptor_); }

  std::optional<Step> next() override {
    if (file_.problem) return fail_once();
    while (!is_over_) {
      if (!members_) open_archive();
      auto step = members_->next();
      if (!members_->archive().is_archive()) return take_as_file();
      if (step) return step;
      if (auto failure = go_behind_archive()) return failure;
    }
    if (has_found_) return std::nullopt;
    has_found_ = true;
    return fail("no modules (" + module_endings() + ") in this archive");
  }

 private:
  void open_archive() {
    if (!stream_ && is_compressed(read_head())) stream_ = Archive::uncompress(descriptor_, offset_);
    auto archive = stream_ ? std::make_unique<Archive>(*stream_, std::exchange(rest_, {}))
                           : std::make_unique<Archive>(descriptor_, offset_);
    members_ =
        std::make_unique<MembersCursor>(file_.name, std::move(archive), 0, options_, has_found_);
  }

  std::string read_head() const {
    std::string head(8, '\0');
    const ssize_t size =
        ::pread(descriptor_, head.data(), head.size(), static_cast<off_t>(offset_));
    head.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return head;
  }

  // What is no archive at the start is for others to judge; behind an archive it is a problem.
  std::optional<Step> take_as_file() {
    is_over_ = true;
    has_found_ = true;
    if (is_behind_)
      return fail("what follows an archive, at " + std::to_string(offset_) +
                  " bytes, is no archive");
    if (file_.path.empty()) read_whole();
    return Step{std::move(file_), nullptr};
  }

  [[nodiscard]] Step fail(std::string message) const {
    return {Item{.name = file_.name, .problem = error(std::move(message))}, nullptr};
  }

  std::optional<Step> fail_once() {
    if (std::exchange(is_over_, true)) return std::nullopt;
    return fail(file_.problem->message);
  }

  void read_whole() {
    struct stat status {};
    ::fstat(descriptor_, &status);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > options_.max_size) {
      file_.problem = error("more than " + std::to_string(options_.max_size) +
                            " bytes (--max-size allows more)");
      return;
    }
    file_.bytes.resize(size);
    if (::pread(descriptor_, file_.bytes.data(), size, 0) != status.st_size)
      file_.problem = error(std::strerror(errno));
  }

  std::optional<Step> go_behind_archive() {
    is_behind_ = true;
    const bool has_problem = members_->archive().problem().has_value();
    if (stream_) rest_ = members_->archive().unread();
    const std::uint64_t size = members_->archive().size();
    members_ = nullptr;
    is_over_ = has_problem;
    if (is_over_) return std::nullopt;
    if (stream_) return go_on_in_stream();
    go_on_at(offset_ + size);
    return std::nullopt;
  }

  // Compressed data may hold several archives, too.
  std::optional<Step> go_on_in_stream() {
    for (bool is_first = true;; is_first = false) {
      if (!is_first) rest_ = stream_->read_some();
      const bool is_end = !is_first && rest_.empty();
      rest_.erase(0, std::min(rest_.find_first_not_of('\0'), rest_.size()));
      if (!rest_.empty()) return std::nullopt;
      if (is_end) break;
    }
    const auto stream = std::move(stream_);
    is_over_ = stream->problem().has_value();
    if (is_over_) return fail(stream->problem()->message);
    go_on_at(offset_ + stream->size());
    return std::nullopt;
  }

  void go_on_at(std::uint64_t offset) {
    const std::uint64_t end = skip_zeros(offset);
    is_over_ = end <= offset_ || is_at_end_;
    offset_ = end;
  }

  // Archives are padded with zeros.
  std::uint64_t skip_zeros(std::uint64_t offset) {
    std::array<char, 4096> block{};
    while (true) {
      const ssize_t size =
          ::pread(descriptor_, block.data(), block.size(), static_cast<off_t>(offset));
      is_at_end_ = size <= 0;
      if (is_at_end_) return offset;
      for (ssize_t i = 0; i < size; ++i)
        if (block[static_cast<std::size_t>(i)] != '\0')
          return offset + static_cast<std::uint64_t>(i);
      offset += static_cast<std::uint64_t>(size);
    }
  }

  Item file_;
  int descriptor_;
  InputOptions options_;
  std::uint64_t offset_ = 0;
  /// What is decompressed at the offset, and what of it was read ahead.
  std::unique_ptr<Archive> stream_;
  std::string rest_;
  std::unique_ptr<MembersCursor> members_;
  bool is_behind_ = false;
  bool is_over_ = false;
  bool is_at_end_ = false;
  bool has_found_ = false;
};

// A copy of what comes down a pipe, in a file that nobody else sees: archives in a row want to be
// looked at twice.
int spool(int descriptor) {
  std::string name = (std::filesystem::temp_directory_path() / "ko2alias-XXXXXX").string();
  const int copy = ::mkostemp(name.data(), O_CLOEXEC);
  if (copy < 0) return -1;
  ::unlink(name.c_str());
  std::array<char, 1 << 16> block{};
  for (ssize_t size = 0;
       (size = ::read(descriptor, block.data(), block.size())) > 0 || (size < 0 && errno == EINTR);)
    if (size > 0 && ::write(copy, block.data(), static_cast<std::size_t>(size)) != size) {
      ::close(copy);
      return -1;
    }
  return copy;
}

std::unique_ptr<Cursor> make_file_cursor(Item file, int descriptor, const InputOptions& options) {
  if (descriptor < 0) file.problem = error(std::strerror(errno));
  return std::make_unique<ArchiveFileCursor>(std::move(file), descriptor, options);
}

}  // namespace

std::unique_ptr<Cursor> make_archive_cursor(std::string name, std::string path,
                                            const InputOptions& options) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  return make_file_cursor({.name = std::move(name), .path = std::move(path)}, descriptor, options);
}

std::unique_ptr<Cursor> make_stream_cursor(std::string name, int descriptor,
                                           const InputOptions& options) {
  const int copy = descriptor < 0 ? -1 : spool(descriptor);
  auto cursor = make_file_cursor({.name = std::move(name)}, copy, options);
  ::close(descriptor);
  return cursor;
}

}  // namespace ko2alias
