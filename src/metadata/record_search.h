// Finds the records behind a path: of a package, of a file, or of all in a folder. A device can be
// looked up in them, as in a kernel's modules.
#pragma once

#include <string>
#include <vector>

#include "input/input_options.h"
#include "ko2alias/problem.h"
#include "metadata/record.h"

namespace ko2alias {

struct RecordSearch {
  std::vector<PackageRecord> records{};
  /// What could not be read; the place is the file.
  std::vector<Problem> problems{};
};

/// The records of a file or of all files in a folder and below it: packages, lists of packages,
/// metainfo, isenkram's lists, substvars, debian/PACKAGE.modaliases and spec files, compressed or
/// not. In a folder names decide, and what records nothing is passed over.
RecordSearch find_records(const std::string& path, const Limits& limits);

/// Whether a path is one of packages' records rather than of modules: a file with a record that is
/// no list of aliases, a package that records something and has no module in it, or a folder that
/// has packages or files with records, and no module beside them.
bool is_of_records(const std::string& path, const InputOptions& options);

}  // namespace ko2alias
