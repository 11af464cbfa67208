// Kernels from the paths of the command line, with what is told of reading them.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/run_options.h"
#include "kernel/kernel.h"

namespace ko2alias {

/// A kernel as far as it could be read.
struct KernelReading {
  Kernel kernel;
  /// The exit status so far.
  ExitStatus status = ExitStatus::nothing_to_report;
};

/// The release of the running kernel: `6.1.0-50-amd64`.
std::string running_release();

/// Reads a kernel as the library's `read_kernel` does, and writes to the error stream what was
/// wrong. A kernel without modules is trouble.
KernelReading read_kernel(const std::string& path, const RunOptions& run,
                          const WantsData& wants_data, const Streams& streams);

/// The same for paths that are known, of which `name` tells.
KernelReading read_kernel(const std::string& name, const std::vector<std::string>& paths,
                          const RunOptions& run, const WantsData& wants_data,
                          const Streams& streams);

/// Where a built-in module may be what is missing: writes to the error stream that nothing says
/// which there are, or what they match.
void warn_of_built_ins(const Kernel& kernel, const RunOptions& run, const Streams& streams);

}  // namespace ko2alias
