// The lines of depmod.d, by which depmod decides which file of a module counts. Facts:
// docs/kernel-facts/module-order.md.
//
//   search extra updates built-in        files below extra/ go before those below updates/
//   override r8125 * extra/realtek       this folder has the file of r8125 that counts
//   external * /opt/modules              a folder outside of the tree belongs to it
//   exclude staging                      folders of this name are passed over
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

/// A module's file as depmod sees it.
struct ModuleFile {
  /// The module's.
  std::string name{};
  /// The path below the release's folder, or an absolute one in a folder outside of the tree.
  /// Empty where the file is in no tree.
  std::string place{};
  /// Empty where it is not known.
  std::string release{};
  /// Files of different trees have nothing to do with each other.
  std::string tree{};
  /// The absolute path that an archive's member has in its system; empty for a file on disk. A line
  /// of `external`, which may come behind it, can make it part of the archives' trees.
  std::string member{};
};

struct DepmodConfig {
  struct Override {
    std::string module{};
    std::string version{};
    std::string folder{};
  };
  struct External {
    std::string version{};
    std::string folder{};
  };
  /// Empty for depmod's own: `updates built-in`.
  std::vector<std::string> search{};
  std::vector<Override> overrides{};
  std::vector<External> externals{};
  std::vector<std::string> excluded{};

  /// Adds the lines of a file. Lines that depmod would not take are problems.
  std::vector<Problem> add_lines(std::string_view text);

  /// Whether depmod passes the file over: a folder on its way is excluded, or is called `build` or
  /// `source`.
  [[nodiscard]] bool is_excluded(const ModuleFile& file) const;
  /// Whether a line of `external` makes a file outside of the tree part of a release.
  [[nodiscard]] bool is_external_of(std::string_view path, const std::string& release) const;
  /// The class of a file: of several files of one name that of the lowest class counts.
  [[nodiscard]] std::size_t class_of(const ModuleFile& file) const;
};

/// Whether a release is meant: `*`, or an extended regular expression that matches a part of it.
bool is_version(const std::string& version, const std::string& release);

}  // namespace ko2alias
