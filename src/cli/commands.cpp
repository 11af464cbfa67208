#include "cli/commands.h"

#include <filesystem>

#include <fmt/core.h>

#include "cli/edit_distance.h"
#include "cli/message_buffer.h"
#include "cli/options.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr Command rows[] = {
    {"emit", "the aliases of modules, decoded from their device tables", emit_command_line,
     run_emit},
    {"dump", "the decoded tables, every member of every entry", dump_command_line, run_dump},
    {"diff", "what two kernels drive, compared by meaning", diff_command_line, run_diff},
    {"check", "problems in tables and aliases", check_command_line, run_check},
    {"match", "which modules devices get, and why", match_command_line, run_match},
    {"buses", "what is supported, since which kernel release", buses_command_line, run_buses},
};
// The command of paths that stand without one.
constexpr const Command& default_command = rows[0];

const Command* find_command(std::string_view name) {
  const auto found = std::find_if(std::begin(rows), std::end(rows),
                                  [&](const Command& c) { return c.name == name; });
  return found != std::end(rows) ? &*found : nullptr;
}

void print_help(std::ostream& out) {
  out << "Usage: ko2alias COMMAND [OPTION]... PATH...\n"
         "       ko2alias PATH...            the same as ko2alias emit PATH...\n\n"
         "Writes the module aliases that the kernel's build makes of device tables (pci:…, "
         "vfio_pci:…, usb:…, of:…), "
         "from\n"
         "compiled modules alone: any kernel since 2.6.32, 32 or 64 bits, little or big "
         "endian.\n\nCommands:\n";
  for (const Command& command : rows)
    out << fmt::format("  {:<8}{}\n", command.name, command.summary);
  out << "\nko2alias COMMAND --help says more. --version prints the version.\n"
         "Exit status: 0 nothing to report, 1 a difference or a finding, 2 trouble.\n\n"
         "Examples:\n"
         "  ko2alias e1000e.ko\n"
         "  ko2alias emit --format depmod /lib/modules/$(uname -r) -o modules.alias\n"
         "  ko2alias dump mlx5_vfio_pci.ko\n"
         "  ko2alias check --against /lib/modules/$(uname -r) acme_nic.ko\n"
         "  ko2alias diff linux-image-6.1.deb linux-image-6.12.deb\n";
}

// The frame of every command.
ExitStatus run_command(const Command& command, const Arguments& arguments, const Streams& streams) {
  try {
    const auto values = parse(command.command_line(), arguments, streams);
    return values ? command.run(*values, streams) : ExitStatus::nothing_to_report;
  } catch (const UsageError& error) {
    streams.err << "ko2alias: error: " << escape_for_terminal(error.what()) << "\nko2alias "
                << command.name << " --help says more\n";
    return ExitStatus::trouble;
  }
}

// `./emit` and `-o` begin no command; `emot` is a typo unless there is a file of that name.
bool looks_like_path(const std::string& word) {
  std::error_code ignored;
  return word.starts_with('-') || word.find_first_of("./@") != std::string::npos ||
         std::filesystem::exists(word, ignored);
}

ExitStatus report_unknown_command(const std::string& word, const Streams& streams) {
  const Command* nearest = &rows[0];
  for (const Command& command : rows)
    if (edit_distance(command.name, word) < edit_distance(nearest->name, word)) nearest = &command;
  streams.err << fmt::format("ko2alias: error: '{}' is neither a command nor a file",
                             escape_for_terminal(word));
  if (edit_distance(nearest->name, word) <= 2)
    streams.err << fmt::format("; did you mean '{}'?", nearest->name);
  streams.err << "\nko2alias --help lists the commands\n";
  return ExitStatus::trouble;
}

ExitStatus pick_and_run(const Arguments& arguments, const Streams& streams) {
  if (arguments.empty()) {
    print_help(streams.err);
    return ExitStatus::trouble;
  }
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") {
    print_help(streams.out);
    return ExitStatus::nothing_to_report;
  }
  if (first == "--version") {
    streams.out << "ko2alias " KO2ALIAS_VERSION "\n";
    return ExitStatus::nothing_to_report;
  }
  if (const Command* command = find_command(first))
    return run_command(*command, Arguments(arguments.begin() + 1, arguments.end()), streams);
  if (looks_like_path(first)) return run_command(default_command, arguments, streams);
  return report_unknown_command(first, streams);
}

}  // namespace

std::span<const Command> commands() { return rows; }

ExitStatus run(const Arguments& arguments, const Streams& streams) {
  MessageBuffer buffer(streams.err);
  std::ostream messages(&buffer);
  return pick_and_run(arguments, {.out = streams.out,
                                  .err = messages,
                                  .out_is_terminal = streams.out_is_terminal,
                                  .err_is_terminal = streams.err_is_terminal,
                                  .out_is_log = streams.out_is_log,
                                  .has_own_process = streams.has_own_process,
                                  .terminal = streams.err_is_terminal ? &streams.err : nullptr});
}

}  // namespace ko2alias
