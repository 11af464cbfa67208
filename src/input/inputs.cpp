#include "input/inputs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "input/archive.h"
#include "input/file_names.h"

namespace ko2alias {
namespace {

// Items that are known from the start.
class ListCursor final : public Cursor {
 public:
  explicit ListCursor(Item item) : item_(std::move(item)) {}
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

std::unique_ptr<Cursor> make_item_cursor(Item item) {
  return std::make_unique<ListCursor>(std::move(item));
}

// `@FILE`: blank lines do not count.
std::unique_ptr<Cursor> make_list_cursor(const std::string& path, const InputOptions& options) {
  std::ifstream file(path);
  const std::string reason = std::strerror(errno);
  std::vector<std::string> paths;
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) paths.push_back(line);
  if (!file.eof()) return make_item_cursor({.name = '@' + path, .problem = error(reason)});
  return std::make_unique<PathsCursor>(std::move(paths), options);
}

// The first bytes of a file; fewer of a short one, none of one that cannot be read.
std::string read_head(const std::string& path) {
  std::array<char, 512> head{};
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return {};
  const ssize_t size = ::pread(descriptor, head.data(), head.size(), 0);
  ::close(descriptor);
  return {head.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

}  // namespace

std::unique_ptr<Cursor> make_path_cursor(const std::string& path, const InputOptions& options) {
  if (path == "-") return make_stream_cursor(path, ::dup(STDIN_FILENO), options);
  if (path.size() > 1 && path[0] == '@') return make_list_cursor(path.substr(1), options);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return make_folder_cursor(path, options);
  // A pipe or a process substitution can be read only once.
  if (std::filesystem::is_fifo(path, ignored))
    return make_stream_cursor(path, ::open(path.c_str(), O_RDONLY | O_CLOEXEC), options);
  if (!is_module_name(path) && may_be_archive(read_head(path)))
    return make_archive_cursor(path, path, options);
  return make_item_cursor({.name = path, .path = path});
}

Inputs::Inputs(std::vector<std::string> paths, const InputOptions& options) {
  cursors_.push_back(std::make_unique<PathsCursor>(std::move(paths), options));
}

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
