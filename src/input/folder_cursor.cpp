// The modules in a folder and below it, in the order of their names.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>
#include <vector>

#include "input/cursor.h"
#include "input/file_names.h"
#include "input/inputs.h"
#include "input/system_root.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

// `/srv/boot/config-6.12` for `/srv/lib/modules/6.12`, if there is one that can be read; else
// empty.
std::string config_of_tree(const fs::path& tree) {
  const auto root = find_system_root(tree.string());
  if (!root || root->releases.size() != 1 || !root->place.empty()) return {};
  const fs::path config = root->folder / "boot" / ("config-" + root->releases.front());
  return ::access(config.c_str(), R_OK) == 0 ? config.string() : std::string();
}

// Holds the entries of one folder for each level of the tree, so that a tree of any size takes
// little memory.
class FolderCursor final : public Cursor {
 public:
  FolderCursor(const std::string& path, InputOptions options)
      : root_(path), options_(std::move(options)) {
    bool has_tree = false;
    for (const char* const tree : {"usr/lib/modules", "lib/modules"}) {
      std::error_code ignored;
      // The folder that is opened last is read first.
      if (fs::is_directory(root_ / tree, ignored)) open((root_ / tree).string());
      has_tree |= fs::is_directory(root_ / tree, ignored);
    }
    if (!has_tree) open(root_.string());
    std::error_code ignored;
    if (!options_.with_kernel_files) return;
    if (!has_tree) config_ = config_of_tree(root_);
    if (has_tree && fs::is_directory(root_ / "boot", ignored)) open((root_ / "boot").string());
  }

  std::optional<Step> next() override {
    if (!failures_.empty()) return fail();
    while (!folders_.empty()) {
      Folder& folder = folders_.back();
      if (folder.at == folder.entries.size()) {
        folders_.pop_back();
        continue;
      }
      // Opening a folder may move this one: nothing of it is used behind `take`.
      const Entry entry = std::move(folder.entries[folder.at++]);
      if (auto item = take(folder.path + entry.name, entry)) return Step{std::move(item), nullptr};
      if (!failures_.empty()) return fail();
    }
    // The tree's own configuration comes first.
    if (!config_.empty()) return Step{Item{config_, std::exchange(config_, {})}, nullptr};
    if (has_found_) return std::nullopt;
    has_found_ = true;
    return Step{Item{.name = root_.string(),
                     .problem = error("no modules (" + module_endings() + ") in this folder")},
                nullptr};
  }

 private:
  struct Entry {
    std::string name{};
    bool is_link = false;
    bool is_directory = false;
    bool is_regular = false;
  };
  struct Folder {
    /// With the slash at its end.
    std::string path{};
    std::vector<Entry> entries{};
    std::size_t at = 0;
  };

  // Links may lead in circles: a folder that was entered under any name is passed over.
  void open(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 ||
        !entered_.insert({status.st_dev, status.st_ino}).second)
      return;
    Folder folder{path.ends_with('/') ? path : path + '/'};
    std::error_code failure;
    std::error_code ignored;
    for (fs::directory_iterator at(path, failure), end; !failure && at != end;
         at.increment(failure))
      folder.entries.push_back({at->path().filename(), at->is_symlink(ignored),
                                at->is_directory(ignored), at->is_regular_file(ignored)});
    std::sort(folder.entries.begin(), folder.entries.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    if (failure) failures_.push_back({.name = path, .problem = error(failure.message())});
    folders_.push_back(std::move(folder));
  }

  Step fail() {
    Item item = std::move(failures_.back());
    failures_.pop_back();
    has_found_ = true;
    return {std::move(item), nullptr};
  }

  std::optional<Item> take(std::string path, const Entry& entry) {
    if (entry.is_link && (entry.name == "build" || entry.name == "source")) return std::nullopt;
    if (entry.is_directory) {
      open(path);
      return std::nullopt;
    }
    // Devices and pipes are passed over. A link that leads nowhere is an item: opening it says so.
    if (!(entry.is_regular || entry.is_link) || !is_wanted(path, options_)) return std::nullopt;
    has_found_ = true;
    Item item{.name = path};
    item.path = std::move(path);
    return item;
  }

  fs::path root_;
  InputOptions options_;
  /// The configuration outside of the folder, until it is yielded.
  std::string config_;
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
