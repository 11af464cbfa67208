// A module's place is read off the path of its file, which names the release on the way:
// `lib/modules/6.12/kernel/fs/ext4.ko.xz`.
#include "kernel/module_files.h"

#include <filesystem>
#include <unordered_map>

#include "input/file_names.h"
#include "support/text.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

// `kernel/e1000e.ko` for `kernel/e1000e.ko.xz`.
std::string_view without_compression(std::string_view path) {
  const auto extension = path.rfind(".ko.");
  return extension == std::string_view::npos ? path : path.substr(0, extension + 3);
}

bool is_update(const KernelModule& module) { return place_of(module).starts_with("updates/"); }

// A built-in module has no file, and a list does not tell the file of a module.
bool has_file(const KernelModule& module) {
  return !module.is_builtin && !place_of(module).empty();
}

// For each name the module whose file counts.
std::unordered_map<std::string_view, const KernelModule*> winners_of(const Kernel& kernel) {
  std::unordered_map<std::string_view, const KernelModule*> winners;
  for (const KernelModule& module : kernel.modules) {
    if (!has_file(module)) continue;
    const auto [winner, is_first] = winners.try_emplace(module.name, &module);
    if (!is_first && is_update(module) && !is_update(*winner->second)) winner->second = &module;
  }
  return winners;
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

std::string place_below(const std::vector<std::string>& folders, const std::string& path) {
  std::error_code ignored;
  for (const std::string& folder : folders) {
    const std::string start = folder.ends_with('/') ? folder : folder + '/';
    if (!path.starts_with(start)) continue;
    std::string rest = path.substr(start.size());
    if (fs::exists(start + "modules.order", ignored) || fs::is_directory(start + "kernel", ignored))
      return rest;
    return std::string(path_in_tree((fs::canonical(folder, ignored) / rest).string()));
  }
  return {};
}

std::string_view place_of(const KernelModule& module) {
  if (!module.place.empty()) return without_compression(module.place);
  return is_module_name(module.path) ? path_in_tree(module.path) : std::string_view();
}

void drop_hidden_modules(Kernel& kernel) {
  const auto winners = winners_of(kernel);
  std::vector<bool> is_hidden;
  is_hidden.reserve(kernel.modules.size());
  for (const KernelModule& module : kernel.modules)
    is_hidden.push_back(has_file(module) && winners.at(module.name) != &module);
  std::vector<KernelModule> left;
  for (std::size_t i = 0; i < kernel.modules.size(); ++i)
    if (!is_hidden[i]) left.push_back(std::move(kernel.modules[i]));
  kernel.modules = std::move(left);
}

std::set<std::string, std::less<>> built_in_names(const Kernel& kernel) {
  std::set<std::string, std::less<>> names;
  for (std::string_view rest = kernel.builtin ? *kernel.builtin : ""; !rest.empty();) {
    const std::string_view line = take_line(rest);
    if (!line.empty()) names.insert(name_of_file(line));
  }
  return names;
}

}  // namespace ko2alias
