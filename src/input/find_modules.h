// From the paths that a user names to the modules behind them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

/// Something to read: a path, or what kept us from reading one.
struct Input {
  std::string path;
  std::optional<Problem> problem;
};

/// A file stands for itself, whatever its name; a folder for the modules (`.ko`, compressed or not) in it and in the
/// folders below it, in the order of their names. Folders are not entered twice, and the links `build` and `source` of
/// a module tree not at all, as they lead to the kernel's sources. A folder without modules is a problem.
std::vector<Input> find_modules(const std::vector<std::string>& paths);

}  // namespace ko2alias
