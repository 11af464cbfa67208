#include "input/find_modules.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

bool is_module_name(std::string_view name) {
  for (const std::string_view extension : {".ko", ".ko.xz", ".ko.zst", ".ko.gz"})
    if (name.ends_with(extension)) return true;
  return false;
}

class Finder {
 public:
  explicit Finder(std::vector<Input>& found) : found_(found) {}

  void find(const std::string& path) {
    std::error_code failure;
    if (!fs::is_directory(path, failure)) {
      found_.push_back({path, {}});
      return;
    }
    const std::size_t before = found_.size();
    search(path);
    if (found_.size() == before)
      found_.push_back({path, error("no modules (.ko, .ko.xz, .ko.zst, .ko.gz) in this folder")});
  }

 private:
  void search(const fs::path& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0 || !entered_.insert({status.st_dev, status.st_ino}).second) return;
    std::error_code failure;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure))
      entries.push_back(*at);
    if (failure) found_.push_back({folder.string(), error(failure.message())});
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries) take(entry);
  }

  void take(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    std::error_code ignored;
    const bool is_link = entry.is_symlink(ignored);
    if (is_link && (name == "build" || name == "source")) return;
    if (entry.is_directory(ignored))
      search(entry.path());
    else if (is_module_name(name) && (entry.is_regular_file(ignored) || is_link))
      found_.push_back({entry.path().string(), {}});
  }

  std::vector<Input>& found_;
  std::set<std::pair<dev_t, ino_t>> entered_;
};

}  // namespace

std::vector<Input> find_modules(const std::vector<std::string>& paths) {
  std::vector<Input> found;
  Finder finder(found);
  for (const std::string& path : paths) finder.find(path);
  return found;
}

}  // namespace ko2alias
