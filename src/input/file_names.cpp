#include "input/file_names.h"

#include <algorithm>

#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view of_modules[] = {".ko", ".ko.xz", ".ko.zst", ".ko.gz"};

constexpr std::string_view of_archives[] = {
    ".deb",     ".rpm", ".tar", ".tar.gz", ".tar.xz",  ".tar.zst", ".tar.bz2",  ".tar.lzma",
    ".tar.lz4", ".tgz", ".txz", ".cpio",   ".cpio.gz", ".cpio.xz", ".cpio.zst", ".cpio.lz4"};

template <class Endings>
bool ends_with_any(std::string_view name, const Endings& endings) {
  return std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string_view without_folder(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// `/lib/modules/6.12.57/`, and nothing below it.
bool is_folder_of_kernel(std::string_view folder) {
  constexpr std::string_view above = "/lib/modules/";
  const auto start = folder.find(above);
  return start != std::string_view::npos &&
         folder.find('/', start + above.size()) == folder.size() - 1;
}

// The index of the folder that a path ends with.
template <class Folders>
std::size_t rank_among(const Folders& folders, std::string_view folder) {
  const std::string path = "/" + std::string(folder);
  const auto* const found =
      std::find_if(std::begin(folders), std::end(folders),
                   [&](std::string_view one) { return path.ends_with("/" + std::string(one)); });
  return static_cast<std::size_t>(found - std::begin(folders));
}

}  // namespace

bool is_module_name(std::string_view name) { return ends_with_any(name, of_modules); }

std::string name_of_file(std::string_view path) {
  std::string_view file = without_folder(path);
  if (const auto member = file.rfind(": "); member != std::string_view::npos)
    file.remove_prefix(member + 2);
  return underscored(file.substr(0, file.find('.')));
}

bool is_module_word(std::string_view name) {
  const auto is_odd = [](char c) {
    return is_space(c) || static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  };
  return !name.empty() && std::none_of(name.begin(), name.end(), is_odd);
}

std::string module_endings() {
  std::string list;
  for (const std::string_view ending : of_modules)
    list.append(list.empty() ? "" : ", ").append(ending);
  return list;
}

bool is_builtin_name(std::string_view name) {
  return without_folder(name) == "modules.builtin.modinfo";
}

bool is_archive_name(std::string_view name) {
  return ends_with_any(name, of_archives) && !without_folder(name).starts_with("control.tar");
}

bool is_config_name(std::string_view name) {
  // Members of archives may stand at the root without a slash.
  const std::string path = "/" + std::string(name);
  const std::string_view file = without_folder(path);
  const std::string_view folder = std::string_view(path).substr(0, path.size() - file.size());
  if (file.starts_with("config-")) return folder.ends_with("/boot/");
  return file == "config" && is_folder_of_kernel(folder);
}

bool is_order_name(std::string_view name) { return without_folder(name) == "modules.order"; }

bool is_builtin_list_name(std::string_view name) {
  return without_folder(name) == "modules.builtin";
}

std::size_t depmod_folder_rank(std::string_view folder) {
  return rank_among(depmod_folders, folder);
}

std::size_t modprobe_folder_rank(std::string_view folder) {
  return rank_among(modprobe_folders, folder);
}

bool is_modprobe_name(std::string_view name) {
  const auto slash = name.rfind('/');
  return slash != std::string_view::npos && slash + 1 < name.size() && name[slash + 1] != '.' &&
         modprobe_folder_rank(name.substr(0, slash)) != std::size(modprobe_folders);
}

bool is_depmod_name(std::string_view name) {
  return name.ends_with(".conf") &&
         depmod_folder_rank(name.substr(0, name.rfind('/'))) != std::size(depmod_folders);
}

bool is_kernel_file_name(std::string_view name) {
  return is_config_name(name) || is_order_name(name) || is_builtin_list_name(name) ||
         is_depmod_name(name) || is_modprobe_name(name);
}

}  // namespace ko2alias
