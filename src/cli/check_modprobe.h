// `check` of modprobe's configuration.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "check/rule.h"
#include "cli/modprobe_options.h"
#include "kernel/kernel.h"

namespace ko2alias {

struct CheckedConfigFiles {
  /// The names of the files that were looked at, without their folders.
  std::set<std::string> names{};
  std::vector<Finding> findings{};
};

/// Checks the configuration of the kernel, which may be null: then that of the checked modules'
/// system, or else the one that the options name.
CheckedConfigFiles check_modprobe(const ModprobeOptions& options, const RunOptions& run,
                                  const Kernel* kernel, const ModprobeConfig& of_modules);

}  // namespace ko2alias
