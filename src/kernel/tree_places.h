// The places of module files in their trees.
//
//   /lib/modules/6.12/kernel/drivers/net/e1000e.ko.xz    kernel/drivers/net/e1000e.ko, of 6.12
//   ./kernel/fs/ext4.ko, where . is such a folder        kernel/fs/ext4.ko
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/depmod_config.h"

namespace ko2alias {

/// `kernel/drivers/net/e1000e.ko`: the path below the release's folder, without an extension that
/// tells of compression. Empty for a path that is not below `lib/modules/RELEASE/`.
std::string_view path_in_tree(std::string_view path);

/// `6.12` for a path below `lib/modules/6.12/`; empty for others.
std::string_view release_in_path(std::string_view path);

/// `kernel/e1000e.ko` for `kernel/e1000e.ko.xz`.
std::string_view without_compression(std::string_view path);

class TreePlaces {
 public:
  /// Folders among the paths, as the user named them, may be a kernel's, be in one, or be links to
  /// one of these, so this looks at the disk.
  explicit TreePlaces(const std::vector<std::string>& paths);

  /// Files below `path`, which has this absolute place, belong to the tree of a file.
  void add_external(const std::string& path, const std::string& place, const ModuleFile& file);

  /// The file of a module, with its place where that is known. A path that is not that of a module
  /// (a list's) has none.
  [[nodiscard]] ModuleFile file(const std::string& name, std::string_view path) const;

 private:
  struct Folder {
    /// With the slash at its end.
    std::string path{};
    /// What stands before the rest of the path; with a slash at its end, or empty.
    std::string place{};
    std::string release{};
    std::string tree{};
  };

  static std::optional<ModuleFile> file_below(const std::vector<Folder>& folders,
                                              const std::string& name, std::string_view path);

  std::vector<Folder> externals_;
  std::vector<Folder> folders_;
};

}  // namespace ko2alias
