// A place is read off the path, which names the release on the way, or else follows from the folder
// that the user named.
#include "kernel/tree_places.h"

#include <filesystem>

#include "input/file_names.h"
#include "input/system_root.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

std::string with_slash(const std::string& path) {
  return path.empty() || path.ends_with('/') ? path : path + '/';
}

// What stands before the place, with the release: packages of one release are one tree.
std::string tree_in_path(std::string_view path) {
  const std::string_view release = release_in_path(path);
  std::string_view root = path.substr(0, path.rfind("lib/modules/"));
  if (root.find(": ") != std::string_view::npos) root = {};
  if (root.ends_with("usr/")) root.remove_suffix(4);
  return std::string(root) + '\n' + std::string(release);
}

// `/opt/ext/m.ko` for `kmod.rpm: ./opt/ext/m.ko.xz`; empty for a file on disk.
std::string path_of_member(std::string_view path) {
  constexpr std::string_view colon = ": ";
  const auto end = path.rfind(colon);
  if (end == std::string_view::npos) return {};
  path.remove_prefix(end + colon.size());
  if (path.starts_with("./")) path.remove_prefix(1);
  return (path.starts_with('/') ? "" : "/") + std::string(without_compression(path));
}

bool looks_like_tree(const std::string& folder) {
  std::error_code ignored;
  return fs::exists(folder + "modules.order", ignored) ||
         fs::is_directory(folder + "kernel", ignored);
}

}  // namespace

std::string_view path_in_tree(std::string_view path) {
  const std::string_view release = release_in_path(path);
  if (release.empty()) return {};
  const auto end = static_cast<std::size_t>(release.data() - path.data()) + release.size();
  return without_compression(path.substr(end + 1));
}

std::string_view release_in_path(std::string_view path) {
  constexpr std::string_view modules = "lib/modules/";
  const auto tree = path.rfind(modules);
  if (tree == std::string_view::npos) return {};
  const auto start = tree + modules.size();
  const auto end = path.find('/', start);
  return end == std::string_view::npos ? std::string_view{} : path.substr(start, end - start);
}

std::string_view without_compression(std::string_view path) {
  const auto extension = path.rfind(".ko.");
  return extension == std::string_view::npos ? path : path.substr(0, extension + 3);
}

TreePlaces::TreePlaces(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const auto root = find_system_root(path);
    const std::string start = with_slash(path);
    const bool is_in_tree = root && root->releases.size() == 1;
    if (is_in_tree || looks_like_tree(start))
      folders_.push_back({start, root ? with_slash(root->place) : "",
                          is_in_tree ? root->releases.front() : "", start});
  }
}

void TreePlaces::add_external(const std::string& path, const std::string& place,
                              const ModuleFile& file) {
  externals_.push_back({with_slash(path), with_slash(place), file.release, file.tree});
}

ModuleFile TreePlaces::file(const std::string& name, std::string_view path) const {
  if (!is_module_name(path)) return {.name = name};
  if (auto file = file_below(externals_, name, path)) return *file;
  if (const std::string_view place = path_in_tree(path); !place.empty())
    return {name, std::string(place), std::string(release_in_path(path)), tree_in_path(path),
            path_of_member(path)};
  if (auto file = file_below(folders_, name, path)) return *file;
  return {.name = name, .member = path_of_member(path)};
}

std::optional<ModuleFile> TreePlaces::file_below(const std::vector<Folder>& folders,
                                                 const std::string& name, std::string_view path) {
  for (const Folder& folder : folders)
    if (path.starts_with(folder.path))
      return ModuleFile{
          name, folder.place + std::string(without_compression(path.substr(folder.path.size()))),
          folder.release, folder.tree};
  return std::nullopt;
}

}  // namespace ko2alias
