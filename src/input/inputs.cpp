#include "input/inputs.h"

#include <fcntl.h>

#include <filesystem>
#include <sstream>
#include <utility>

#include "input/cursor.h"
#include "input/file_names.h"
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

// The paths of the command line, or of a file that lists some.
class PathsCursor final : public Cursor {
 public:
  PathsCursor(std::vector<std::string> paths, const InputOptions& options)
      : paths_(std::move(paths)), options_(options) {}
  std::optional<Step> next() override {
    if (at_ == paths_.size()) return std::nullopt;
    return Step{std::nullopt, make_path_cursor(paths_[at_++], options_)};
  }

 private:
  std::vector<std::string> paths_;
  InputOptions options_;
  std::size_t at_ = 0;
};

// `@FILE`: blank lines do not count.
std::unique_ptr<Cursor> make_list_cursor(const std::string& path, const InputOptions& options) {
  auto file = File::open(path);
  const auto text = file ? file->read_rest() : Result<std::string>(file.problem());
  if (!text) return make_item_cursor({.name = '@' + path, .problem = text.problem()});
  std::istringstream lines(*text);
  std::vector<std::string> paths;
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) paths.push_back(line);
  return std::make_unique<PathsCursor>(std::move(paths), options);
}

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
  if (path.size() > 1 && path[0] == '@') return make_list_cursor(path.substr(1), options);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return make_folder_cursor(path, options);
  // A pipe or a process substitution can be read only once.
  if (std::filesystem::is_fifo(path, ignored))
    return make_stream_cursor(path, File::open(path), options);
  if (!is_module_name(path) && looks_like_archive(path)) return make_archive_cursor(path, options);
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
