// The files of a kernel's modules: a file's place in the kernel, and the one file that counts of
// several with the same name. Facts:
// docs/kernel-facts/module-order.md.
//
//   /lib/modules/6.12/kernel/drivers/net/e1000e.ko.xz       the place kernel/drivers/net/e1000e.ko
//   /lib/modules/6.12/updates/e1000e.ko                     counts instead of it
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/kernel.h"

namespace ko2alias {

/// `kernel/drivers/net/e1000e.ko`: the path below the release's folder, without an extension that
/// tells of compression. Empty for a path that is not below `lib/modules/RELEASE/`.
std::string_view path_in_tree(std::string_view path);

/// `6.12` for a path below `lib/modules/6.12/`; empty for others.
std::string_view release_in_path(std::string_view path);

/// The place for a file below one of the folders that the user named: `kernel/fs/ext4.ko` for
/// `./kernel/fs/ext4.ko`. The folder may be a kernel's, a folder in it, or a link to one of these,
/// so this looks at the disk. Empty where the file is in none of the folders.
std::string place_below(const std::vector<std::string>& folders, const std::string& path);

/// A module's place in the kernel, as modules.order writes it. Empty where it is not known: the path
/// of a module that a list names is the list's.
std::string_view place_of(const KernelModule& module);

/// Leaves one module file of each name, as depmod does: one below `updates/`, else the first.
void drop_hidden_modules(Kernel& kernel);

/// The names in the kernel's `modules.builtin`, with `_` for `-`; none where there is no such file.
std::set<std::string, std::less<>> built_in_names(const Kernel& kernel);

}  // namespace ko2alias
