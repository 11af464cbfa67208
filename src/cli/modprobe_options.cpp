#include "cli/modprobe_options.h"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "cli/kernels.h"
#include "cli/run_options.h"
#include "input/system_root.h"
#include "kernel/modprobe_files.h"
#include "support/file.h"

namespace ko2alias {
namespace {

constexpr const char* running_command_line = "/proc/cmdline";
// What --modprobe-d means without a path.
constexpr const char* of_system = "system";

// Whether a path is the running kernel's modules on the machine that it runs on.
bool is_running_kernel(const std::string& path) {
  const auto root = find_system_root(path);
  return root && root->folder == "/" && root->releases.size() == 1 &&
         root->releases.front() == running_release();
}

void add_running_command_line(ModprobeConfig& config) {
  if (const auto text = read_text_file(running_command_line))
    config.add_command_line(running_command_line, *text);
}

}  // namespace

void add_modprobe_options(OptionTable& options, const std::string& by_default) {
  options.add(
      "modprobe-d", OptionKind{.value_name = "PATH", .is_list = true, .implicit = of_system},
      "the folder or file with modprobe's configuration; without PATH that of the system which a "
      "kernel is in, or else this machine's (" +
          by_default + ")");
  options.add(
      "cmdline", text_value("FILE"),
      "a file with a kernel's command line, for modprobe.blacklist= (default: of the running "
      "kernel its own)");
}

ModprobeOptions modprobe_options(const OptionValues& values, RunOptions& run) {
  ModprobeOptions options;
  options.is_wanted = values.has("modprobe-d");
  options.is_off = is_set(values, "no-modprobe-d");
  if (options.is_wanted && options.is_off)
    throw UsageError("--modprobe-d and --no-modprobe-d: only one of them can be given");
  options.paths = texts_option(values, "modprobe-d");
  std::erase(options.paths, of_system);
  std::error_code ignored;
  for (const std::string& path : options.paths)
    if (!std::filesystem::exists(path, ignored))
      throw UsageError(fmt::format("--modprobe-d {}: no such file or folder", path));
  if (!options.paths.empty()) run.reading.input.modprobe_paths = options.paths;
  if (const auto file = text_option(values, "cmdline")) {
    const auto text = read_text_file(*file);
    if (!text) throw UsageError(fmt::format("--cmdline {}: {}", *file, text.problem().message));
    options.command_line = *text;
    options.command_line_file = *file;
  }
  return options;
}

void complete_modprobe_config(Kernel& kernel, const std::string& path,
                              const ModprobeOptions& options) {
  ModprobeConfig& config = kernel.modprobe;
  if (options.is_off) {
    config = {};
    return;
  }
  const bool takes_machine = options.is_wanted && options.paths.empty() && config.is_empty();
  if (takes_machine) {
    ModprobeFiles files;
    files.add_system("/");
    config = files.config();
  }
  if (options.command_line)
    config.add_command_line(options.command_line_file, *options.command_line);
  else if (options.paths.empty() && (takes_machine || is_running_kernel(path)))
    add_running_command_line(config);
}

}  // namespace ko2alias
