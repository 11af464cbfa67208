// The modules in a file's archives, and in the archives within these.
#include <utility>

#include "input/archive.h"
#include "input/archive_chain.h"
#include "input/cursor.h"
#include "input/file_names.h"

namespace ko2alias {
namespace {

// The members of one archive. `has_found` belongs to the file that they are all in: it becomes true
// once any of them is an item, if only to say what is wrong with it.
class MembersCursor final : public Cursor {
 public:
  MembersCursor(std::string name, std::shared_ptr<Archive> archive, unsigned depth,
                unsigned threads, InputOptions options, bool& has_found)
      : name_(std::move(name)),
        archive_(std::move(archive)),
        depth_(depth),
        threads_(threads),
        options_(std::move(options)),
        has_found_(has_found) {}

  std::optional<Step> next() override {
    while (const auto member = archive_->next()) {
      if (!member->is_file) continue;
      const std::string name = name_ + ": " + member->name;
      if (is_wanted(member->name, options_)) return yield(read(name));
      if (is_archive_name(member->name)) return enter(name);
    }
    if (!archive_->problem() || std::exchange(has_told_problem_, true)) return std::nullopt;
    return yield({.name = name_, .problem = archive_->problem()});
  }

 private:
  Step yield(Item item) {
    has_found_ = true;
    return {std::move(item), nullptr};
  }

  Item read(const std::string& name) {
    auto bytes = archive_->read(options_.limits.module);
    if (!bytes) return {.name = name, .problem = bytes.problem()};
    return {.name = name, .bytes = std::move(*bytes), .file_bytes = archive_->file_bytes()};
  }

  Step enter(const std::string& name) {
    if (depth_ >= options_.limits.archives) return yield({.name = name, .problem = too_deep()});
    auto inner = std::make_shared<MemberArchive>(*archive_, threads_);
    std::shared_ptr<Archive> archive(inner, &inner->archive());
    return {std::nullopt, std::make_unique<MembersCursor>(name, std::move(archive), depth_ + 1, 1,
                                                          options_, has_found_)};
  }

  [[nodiscard]] Problem too_deep() const {
    return {.message = "not searched: archives are nested more than " +
                       std::to_string(options_.limits.archives) + " deep",
            .kind = ProblemKind::deep_archive};
  }

  std::string name_;
  std::shared_ptr<Archive> archive_;
  /// 1 for an archive that is in no other one.
  unsigned depth_;
  /// The threads that decompress an archive in it.
  unsigned threads_;
  InputOptions options_;
  bool& has_found_;
  bool has_told_problem_ = false;
};

// A file with one archive behind the other. A file with none is an item itself.
class ArchiveFileCursor final : public Cursor {
 public:
  ArchiveFileCursor(Item file, File opened, const InputOptions& options)
      : file_(std::move(file)),
        chain_(std::move(opened), options.limits, options.jobs),
        options_(options) {}

  std::optional<Step> next() override {
    auto archive = chain_.next();
    if (!archive) return fail(archive.problem());
    if (*archive == nullptr) return finish();
    if (!(*archive)->is_archive()) return yield_other();
    return Step{std::nullopt,
                std::make_unique<MembersCursor>(file_.name, std::move(*archive), 1,
                                                chain_.is_compressed() ? 1 : options_.jobs,
                                                options_, has_found_)};
  }

 private:
  [[nodiscard]] Step fail(Problem problem) const {
    return {Item{.name = file_.name, .problem = std::move(problem)}, nullptr};
  }

  std::optional<Step> finish() {
    if (std::exchange(has_found_, true)) return std::nullopt;
    return fail(error("no modules (" + module_endings() + ") in this archive"));
  }

  // A file that does not begin with an archive is for others to judge. Behind an archive, anything
  // but another one is a problem.
  Step yield_other() {
    has_found_ = true;
    if (!chain_.is_at_first())
      return fail(error("something that is no archive follows the archive, at byte " +
                        std::to_string(chain_.offset())));
    if (file_.path.empty()) read_whole();
    return {std::move(file_), nullptr};
  }

  void read_whole() {
    const auto size = chain_.file().size();
    if (!size) {
      file_.problem = size.problem();
    } else if (*size > options_.limits.module) {
      file_.problem = too_large(options_.limits.module);
    } else {
      file_.bytes.resize(*size);
      file_.problem = chain_.file().fill(0, file_.bytes.data(), *size);
    }
  }

  Item file_;
  ArchiveChain chain_;
  InputOptions options_;
  bool has_found_ = false;
};

// A pipe is copied first: where archives stand in a row, some bytes are read twice.
Result<File> copy_of(File stream) {
  auto copy = File::temporary();
  if (!copy) return copy;
  if (auto problem = copy->copy_from(stream)) return *problem;
  return copy;
}

std::unique_ptr<Cursor> make_file_cursor(Item item, Result<File> file,
                                         const InputOptions& options) {
  if (!file) return make_item_cursor({.name = std::move(item.name), .problem = file.problem()});
  return std::make_unique<ArchiveFileCursor>(std::move(item), std::move(*file), options);
}

}  // namespace

std::unique_ptr<Cursor> make_archive_cursor(const std::string& path, const InputOptions& options) {
  return make_file_cursor({.name = path, .path = path}, File::open(path), options);
}

std::unique_ptr<Cursor> make_stream_cursor(const std::string& name, Result<File> stream,
                                           const InputOptions& options) {
  if (stream) stream = copy_of(std::move(*stream));
  return make_file_cursor({.name = name}, std::move(stream), options);
}

}  // namespace ko2alias
