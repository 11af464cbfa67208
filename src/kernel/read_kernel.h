// Reads a whole kernel: its modules, and the files beside them that say how it is ordered and
// configured. Nothing is written here; problems go to the caller, item by item.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kernel/kernel.h"
#include "module/read_modules.h"

namespace ko2alias {

/// Reads the kernel behind a PATH, or behind several joined with `+`, with the files beside its
/// modules (kernel_files.h). Of several modules of one name, the one that counts is left, and of a
/// folder with several kernels the first that has modules. A kernel that could not be read has no
/// modules, and `log`, which may be empty, was told why.
Kernel read_kernel(const std::string& path, const ReadOptions& options, const WantsData& wants_data,
                   const std::function<void(const ItemLog&)>& log);

/// The same for paths that are known.
Kernel read_kernel(const std::string& name, const std::vector<std::string>& paths,
                   const ReadOptions& options, const WantsData& wants_data,
                   const std::function<void(const ItemLog&)>& log);

/// The paths in `linux-image.deb+linux-modules.deb`. A file's own name may have a `+`.
std::vector<std::string> split_joined_paths(const std::string& path);

}  // namespace ko2alias
