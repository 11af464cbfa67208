#include "input/system_root.h"

#include <algorithm>

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> folders_in(const fs::path& path) {
  std::vector<std::string> names;
  std::error_code failure;
  std::error_code ignored;
  for (fs::directory_iterator at(path, failure), end; !failure && at != end; at.increment(failure))
    if (at->is_directory(ignored)) names.push_back(at->path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::optional<SystemRoot> find_system_root(const std::string& path) {
  std::error_code failure;
  if (!fs::is_directory(path, failure)) return std::nullopt;
  const fs::path folder = fs::canonical(path, failure);
  if (failure) return std::nullopt;
  for (const char* const modules : {"lib/modules", "usr/lib/modules"})
    if (fs::is_directory(folder / modules, failure))
      return SystemRoot{folder, folders_in(folder / modules), {}};

  constexpr std::string_view modules = "/lib/modules";
  const std::string text = folder.string() + '/';
  const auto at = text.rfind(std::string(modules) + '/');
  if (at == std::string::npos) return std::nullopt;
  SystemRoot root{.folder = text.substr(0, at)};
  if (root.folder.filename() == "usr") root.folder = root.folder.parent_path();
  if (root.folder.empty()) root.folder = "/";
  const std::string below = text.substr(at + modules.size() + 1);
  if (below.empty()) {
    root.releases = folders_in(folder);
    return root;
  }
  const auto slash = below.find('/');
  root.releases = {below.substr(0, slash)};
  root.place = below.substr(slash + 1);
  if (!root.place.empty()) root.place.pop_back();
  return root;
}

}  // namespace ko2alias
