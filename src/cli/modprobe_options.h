// modprobe's configuration: where a command takes it from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "kernel/kernel.h"

namespace ko2alias {

struct RunOptions;

struct ModprobeOptions {
  /// --modprobe-d was given, with or without paths.
  bool is_wanted = false;
  bool is_off = false;
  /// The files and folders that replace those of every kernel's system.
  std::vector<std::string> paths{};
  /// The text of a kernel's command line, and the file that it is from.
  std::optional<std::string> command_line{};
  std::string command_line_file{};
};

/// Adds --modprobe-d and --cmdline; what is used without them is said in `by_default`.
void add_modprobe_options(OptionTable& options, const std::string& by_default);
/// Reads these options and --no-modprobe-d, and has kernels read with their paths. Throws
/// UsageError.
ModprobeOptions modprobe_options(const OptionValues& values, RunOptions& run);

/// Completes what a kernel brought along: with this machine's files, where they are wanted and it
/// has none, and with the command line. `path` is where the kernel was read.
void complete_modprobe_config(Kernel& kernel, const std::string& path,
                              const ModprobeOptions& options);

}  // namespace ko2alias
