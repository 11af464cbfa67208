// The options of the commands that read modules.
#pragma once

#include <string_view>

#include "cli/options.h"
#include "module/read_modules.h"

namespace ko2alias {

/// How modules are read, and how much is told of that.
struct RunOptions {
  ReadOptions reading{};
  /// Whether notes are told too.
  bool is_verbose = false;
  /// Whether the process gives up what it does not need.
  bool is_sandboxed = true;
};

/// All that PATH can be, for the help of commands.
extern const std::string_view path_help;

/// Adds --no-builtin, --depmod-d, --max-size, --limit, --kernel, --override-prefix, --build-host,
/// --jobs, --no-sandbox and --verbose.
void add_run_options(OptionTable& options);
/// Adds those of them that a single module needs: all behind --depmod-d but for --verbose.
void add_module_options(OptionTable& options);
/// Reads these options. Throws UsageError.
RunOptions run_options(const OptionValues& values);
/// The opposite of --no-sandbox alone, for a command that reads a file before the other options.
bool is_sandboxed(const OptionValues& values);

}  // namespace ko2alias
