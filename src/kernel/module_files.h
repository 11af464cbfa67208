// The one file that counts of several whose modules have the same name. Facts:
// docs/kernel-facts/module-order.md.
//
//   /lib/modules/6.12/kernel/drivers/net/e1000e.ko.xz
//   /lib/modules/6.12/updates/e1000e.ko                     counts instead of it
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/depmod_config.h"
#include "kernel/kernel.h"

namespace ko2alias {

/// A module's place in the kernel, as modules.order writes it. Empty where it is not known: the
/// path of a module that a list names is the list's.
std::string_view place_of(const KernelModule& module);

/// What depmod does with the files of a tree.
struct FileChoice {
  /// For each file whether depmod passes it over.
  std::vector<bool> is_hidden{};
  /// Tells of modules of which depmod.d does not say which file counts. depmod takes the one that
  /// the file system has first; here it is the first of the files.
  std::optional<Problem> problem{};
};

/// Finds the file that counts of each name. Files without a place all count.
FileChoice choose_files(const std::vector<ModuleFile>& files, const DepmodConfig& config);

/// Leaves the modules whose files count, and built-in modules.
std::optional<Problem> drop_hidden_modules(Kernel& kernel, const std::vector<ModuleFile>& files,
                                           const DepmodConfig& config);

/// The names in the kernel's `modules.builtin`, with `_` for `-`; none where there is no such file.
std::set<std::string, std::less<>> built_in_names(const Kernel& kernel);

}  // namespace ko2alias
