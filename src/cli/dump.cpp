#include "cli/options.h"
#include "cli/write_modules.h"

namespace ko2alias {
namespace {

constexpr std::string_view examples = R"(
Examples:
  ko2alias dump mlx5_vfio_pci.ko
  ko2alias dump --format json snd-hda-intel.ko | jq '.modules[].tables[].entries[].members'
)";

CommandLine command_line() {
  CommandLine line{"dump [OPTION]... PATH...",
                   "Prints the decoded tables of modules, with every member of every entry, and "
                   "the aliases they make.\n\n" +
                       std::string(path_help),
                   examples};
  add_format_option(line.options, dump_formats());
  add_output_option(line.options);
  add_run_options(line.options);
  return line;
}

}  // namespace

int run_dump(const Arguments& arguments, const Streams& streams) {
  return with_usage_errors("dump", streams, [&] {
    const auto values = parse(command_line(), arguments, streams);
    if (!values) return static_cast<int>(nothing_to_report);
    const RunOptions run = run_options(*values);
    const auto sources = paths(*values);
    Output output(text_option(*values, "output"), streams);
    return write_modules(sources, run, chosen_format(*values, dump_formats()), output, streams);
  });
}

}  // namespace ko2alias
