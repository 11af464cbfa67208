// Writes the modules behind paths in a format: what emit and dump share.
#pragma once

#include "cli/output.h"
#include "cli/reading_log.h"
#include "emit/formats.h"

namespace ko2alias {

/// Writes all modules in the order of the paths, and what was wrong with them to the error stream,
/// with a final count of what was lost. Returns the exit status.
int write_modules(const std::vector<std::string>& paths, const RunOptions& run,
                  const Format& format, Output& output, const Streams& streams);

}  // namespace ko2alias
