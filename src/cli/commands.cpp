#include "cli/commands.h"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "cli/edit_distance.h"

namespace ko2alias {
namespace {

constexpr Command rows[] = {
    {"emit", "the aliases of modules, decoded from their device tables", run_emit},
    {"dump", "the decoded tables, every member of every entry", run_dump},
    {"diff", "what two kernels drive, compared by meaning", run_diff},
    {"check", "problems in tables and aliases", run_check},
    {"match", "which modules devices get, and why", run_match},
    {"buses", "what is supported, since which kernel release", run_buses},
};

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
         "  ko2alias emit /lib/modules/$(uname -r) -o modules.alias\n"
         "  ko2alias dump mlx5_vfio_pci.ko\n"
         "  ko2alias check --against /lib/modules/$(uname -r) acme_nic.ko\n"
         "  ko2alias diff linux-image-6.1.deb linux-image-6.12.deb\n";
}

// `emot` is a typo unless there is a file of that name.
int report_unknown_command(const std::string& word, const Streams& streams) {
  const Command* nearest = &rows[0];
  for (const Command& command : rows)
    if (edit_distance(command.name, word) < edit_distance(nearest->name, word)) nearest = &command;
  streams.err << fmt::format("ko2alias: error: '{}' is neither a command nor a file", word);
  if (edit_distance(nearest->name, word) <= 2)
    streams.err << fmt::format("; did you mean '{}'?", nearest->name);
  streams.err << "\nko2alias --help lists the commands\n";
  return trouble;
}

}  // namespace

std::span<const Command> commands() { return rows; }

int run(const Arguments& arguments, const Streams& streams) {
  if (arguments.empty()) {
    print_help(streams.err);
    return trouble;
  }
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") {
    print_help(streams.out);
    return nothing_to_report;
  }
  if (first == "--version") {
    streams.out << "ko2alias " KO2ALIAS_VERSION "\n";
    return nothing_to_report;
  }
  if (const Command* command = find_command(first))
    return command->run(Arguments(arguments.begin() + 1, arguments.end()), streams);
  std::error_code ignored;
  const bool looks_like_path =
      first.starts_with('-') || first.find_first_of("./@") != std::string::npos;
  if (looks_like_path || std::filesystem::exists(first, ignored))
    return run_emit(arguments, streams);
  return report_unknown_command(first, streams);
}

}  // namespace ko2alias
