// Which files are items, and how much of them is read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/limits.h"

namespace ko2alias {

struct InputOptions {
  Limits limits{};
  /// Whether archives are opened; else one is an item itself.
  bool opens_archives = true;
  /// The threads that decompress an archive at once, where it was compressed in several blocks.
  unsigned jobs = 1;
  /// Whether `modules.builtin.modinfo` of a tree or package is read too.
  bool with_builtin = true;
  /// The folder to read instead of the depmod.d of the system that a tree is in.
  std::optional<std::string> depmod_folder{};
  /// The files and folders to read instead of the modprobe.d of the system that a tree is in.
  std::optional<std::vector<std::string>> modprobe_paths{};
  /// Whether the other files that say something of a kernel are items too, in packages and root
  /// folders: its configuration (`boot/config-RELEASE`, also that of the root folder which a tree
  /// is in), `modules.order` and `modules.builtin`.
  bool with_kernel_files = false;
};

/// Whether a file of a folder or an archive is an item.
bool is_wanted(std::string_view path, const InputOptions& options);

}  // namespace ko2alias
