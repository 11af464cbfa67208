#include "input/inputs.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "input/cursor.h"
#include "input/file_names.h"
#include "input/limits.h"
#include "input/magic.h"

namespace ko2alias {
namespace {

class ItemCursor final : public Cursor {
 public:
  explicit ItemCursor(Item item) : item_(std::move(item)) {}
  std::optional<Step> next() override {
    if (!item_) return std::nullopt;
    return Step{std::exchange(item_, std::nullopt), nullptr};
  }

 private:
  std::optional<Item> item_;
};

// The paths of a list: each one ends with a NUL, as `find -print0` writes them, and is taken as it
// is; or with its line, where empty lines and those that begin with `#` do not count.
std::vector<std::string> listed_paths(std::string_view text) {
  const bool has_nuls = text.find('\0') != std::string_view::npos;
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (!has_nuls && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<std::string> paths;
  while (!text.empty()) {
    std::string_view path = text.substr(0, text.find(has_nuls ? '\0' : '\n'));
    text.remove_prefix(std::min(path.size() + 1, text.size()));
    if (!has_nuls && path.ends_with('\r')) path.remove_suffix(1);
    if (!path.empty() && (has_nuls || path[0] != '#')) paths.emplace_back(path);
  }
  return paths;
}

// A list of paths that is being read; `-` is standard input.
struct OpenList {
  std::string path{};
  std::pair<dev_t, ino_t> file{};
};

// The paths of the command line, or of a file that lists some.
class PathsCursor final : public Cursor {
 public:
  PathsCursor(std::vector<std::string> paths, InputOptions options,
              std::vector<OpenList> lists = {})
      : paths_(std::move(paths)), options_(std::move(options)), lists_(std::move(lists)) {}
  std::optional<Step> next() override {
    if (at_ == paths_.size()) return std::nullopt;
    const std::string& path = paths_[at_++];
    const bool is_list = path.size() > 1 && path[0] == '@';
    return Step{std::nullopt,
                is_list ? make_list_cursor(path.substr(1)) : make_path_cursor(path, options_)};
  }

 private:
  // `@FILE`: a list may name others, but not one that is being read.
  std::unique_ptr<Cursor> make_list_cursor(const std::string& path) {
    OpenList list{.path = path};
    struct stat status {};
    if (path != "-" && ::stat(path.c_str(), &status) == 0)
      list.file = {status.st_dev, status.st_ino};
    for (const OpenList& outer : lists_)
      if (outer.path == path || (path != "-" && outer.file == list.file))
        return make_item_cursor(
            {.name = '@' + path,
             .problem =
                 error("a list that names itself" +
                       (&outer == &lists_.back() ? "" : " through @" + lists_.back().path))});
    if (lists_.size() >= options_.limits.lists)
      return make_item_cursor({.name = '@' + path, .problem = too_many_lists()});
    const auto text = read_text_file(path);
    if (!text) return make_item_cursor({.name = '@' + path, .problem = text.problem()});
    std::vector<OpenList> lists = lists_;
    lists.push_back(std::move(list));
    return std::make_unique<PathsCursor>(listed_paths(*text), options_, std::move(lists));
  }

  [[nodiscard]] Problem too_many_lists() const {
    return {.message = "not read: lists are nested more than " +
                       std::to_string(options_.limits.lists) + " deep",
            .kind = ProblemKind::deep_list};
  }

  std::vector<std::string> paths_;
  InputOptions options_;
  /// The lists that these paths stand in, the outermost first.
  std::vector<OpenList> lists_;
  std::size_t at_ = 0;
};

bool looks_like_archive(const std::string& path) {
  const auto file = File::open(path, O_NONBLOCK);
  return file && may_be_archive(file->bytes_at(0, archive_head));
}

}  // namespace

bool is_wanted(std::string_view path, const InputOptions& options) {
  return is_module_name(path) || (options.with_builtin && is_builtin_name(path)) ||
         (options.with_kernel_files && is_kernel_file_name(path));
}

std::unique_ptr<Cursor> make_item_cursor(Item item) {
  return std::make_unique<ItemCursor>(std::move(item));
}

std::unique_ptr<Cursor> make_path_cursor(const std::string& path, const InputOptions& options) {
  if (path == "-") return make_stream_cursor(path, File::standard_input(), options);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return make_folder_cursor(path, options);
  // A pipe or a process substitution can be read only once.
  if (std::filesystem::is_fifo(path, ignored))
    return make_stream_cursor(path, File::open(path), options);
  if (options.opens_archives && !is_module_name(path) && looks_like_archive(path))
    return make_archive_cursor(path, options);
  return make_item_cursor({.name = path, .path = path});
}

Inputs::Inputs(std::vector<std::string> paths, const InputOptions& options) {
  cursors_.push_back(std::make_unique<PathsCursor>(std::move(paths), options));
}

// A cursor may look into the one below it: the top goes first.
Inputs::~Inputs() {
  while (!cursors_.empty()) cursors_.pop_back();
}

std::optional<Item> Inputs::next() {
  while (!cursors_.empty()) {
    auto step = cursors_.back()->next();
    if (!step) {
      cursors_.pop_back();
      continue;
    }
    if (step->inner) cursors_.push_back(std::move(step->inner));
    if (step->item) return std::move(step->item);
  }
  return std::nullopt;
}

}  // namespace ko2alias
