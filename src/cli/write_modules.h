// Writes the modules behind paths in a format: all that emit and dump do.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/run_options.h"
#include "emit/formats.h"

namespace ko2alias {

struct EmitOptions {
  RunOptions run{};
  std::vector<std::string> paths{};
  const Format* format = nullptr;
  /// The name of the source of aliases, as a snapshot records it.
  std::string source = "tables";
  /// The file to write; standard output where there is none.
  std::optional<std::string> output{};
};

/// The options that emit and dump have in common, for one of these formats. Throws UsageError.
EmitOptions emit_options(const OptionValues& values, std::span<const Format> formats);

/// Writes all modules in the order of the paths, and what was wrong with them to the error stream,
/// with a final count of what was lost. Returns the exit status.
ExitStatus write_modules(const EmitOptions& options, const Streams& streams);

}  // namespace ko2alias
