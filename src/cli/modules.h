// Reads the modules behind paths and writes each in a format: what emit and dump share.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "consume/formats.h"
#include "input/inputs.h"

namespace ko2alias {

struct ModuleRun {
  std::vector<std::string> paths;
  InputOptions input{};
  DecodeOptions decode{};
  AliasSource source = AliasSource::tables;
  const Format* format = nullptr;
  unsigned jobs = 1;
  bool is_verbose = false;
};

/// Writes all modules in the order of the paths, and what was wrong with them to the error stream, with a final count
/// of what was lost. Returns the exit status.
int write_modules(const ModuleRun& run, Output& output, const Streams& streams);

}  // namespace ko2alias
