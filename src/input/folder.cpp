// Folders: the modules in them and below them.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "input/inputs.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

// Reads one folder at a time, so that a tree of any size takes little memory.
class FolderCursor final : public Cursor {
 public:
  FolderCursor(const std::string& path, const InputOptions& options) : root_(path), options_(options) {
    bool has_tree = false;
    for (const char* const tree : {"usr/lib/modules", "lib/modules"}) {
      std::error_code ignored;
      // The stack's top is read first.
      if (fs::is_directory(root_ / tree, ignored)) open(root_ / tree);
      has_tree |= fs::is_directory(root_ / tree, ignored);
    }
    if (!has_tree) open(root_);
    std::error_code ignored;
    if (has_tree && options_.with_kernel_files && fs::is_directory(root_ / "boot", ignored)) open(root_ / "boot");
  }

  std::optional<Step> next() override {
    if (!failures_.empty()) return fail();
    while (!folders_.empty()) {
      Folder& folder = folders_.back();
      if (folder.at == folder.entries.size()) {
        folders_.pop_back();
        continue;
      }
      const fs::directory_entry entry = folder.entries[folder.at++];
      if (auto item = take(entry)) return Step{std::move(item), nullptr};
      if (!failures_.empty()) return fail();
    }
    if (has_found_) return std::nullopt;
    has_found_ = true;
    return Step{
        Item{.name = root_.string(), .problem = error("no modules (.ko, .ko.xz, .ko.zst, .ko.gz) in this folder")},
        nullptr};
  }

 private:
  struct Folder {
    std::vector<fs::directory_entry> entries;
    std::size_t at = 0;
  };

  void open(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !entered_.insert({status.st_dev, status.st_ino}).second) return;
    Folder folder;
    std::error_code failure;
    for (fs::directory_iterator at(path, failure), end; !failure && at != end; at.increment(failure))
      folder.entries.push_back(*at);
    std::sort(folder.entries.begin(), folder.entries.end());
    if (failure) failures_.push_back({.name = path.string(), .problem = error(failure.message())});
    folders_.push_back(std::move(folder));
  }

  Step fail() {
    Item item = std::move(failures_.back());
    failures_.pop_back();
    has_found_ = true;
    return {std::move(item), nullptr};
  }

  std::optional<Item> take(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    std::error_code ignored;
    const bool is_link = entry.is_symlink(ignored);
    if (is_link && (name == "build" || name == "source")) return std::nullopt;
    const bool is_kernel_file = options_.with_kernel_files && is_kernel_file_name(entry.path().string());
    const bool is_wanted = is_module_name(name) || is_kernel_file || (options_.with_builtin && is_builtin_name(name));
    if (!is_wanted || entry.is_directory(ignored)) {
      if (entry.is_directory(ignored)) open(entry.path());
      return std::nullopt;
    }
    // A link that leads nowhere is said to; devices and pipes are passed over.
    if (!entry.is_regular_file(ignored) && !is_link) return std::nullopt;
    has_found_ = true;
    return Item{.name = entry.path().string(), .path = entry.path().string()};
  }

  fs::path root_;
  InputOptions options_;
  std::vector<Folder> folders_;
  std::vector<Item> failures_;
  std::set<std::pair<dev_t, ino_t>> entered_;
  bool has_found_ = false;
};

}  // namespace

std::unique_ptr<Cursor> make_folder_cursor(const std::string& path, const InputOptions& options) {
  return std::make_unique<FolderCursor>(path, options);
}

}  // namespace ko2alias
