#include "cli/options.h"

namespace ko2alias {
namespace {

constexpr std::string_view examples = R"(
Examples:
  ko2alias dump mlx5_vfio_pci.ko
  ko2alias dump --format json snd-hda-intel.ko | jq '.modules[].tables[].entries[].members'
)";

CommandLine command_line() {
  CommandLine line{
      "dump [OPTION]... PATH...",
      "Prints the decoded tables of modules, with every member of every entry, and the aliases they make.\n\n" +
          std::string(path_help),
      examples};
  line.options.add_options()("format,f", po::value<std::string>()->value_name("FORMAT"), "text (default) or json");
  add_run_options(line.options);
  return line;
}

}  // namespace

int run_dump(const Arguments& arguments, const Streams& streams) {
  return with_usage_errors("dump", streams, [&] {
    const auto values = parse(command_line(), arguments, streams);
    if (!values) return static_cast<int>(nothing_to_report);
    const ModuleRun run = module_run(*values, dump_formats());
    Output output(text_option(*values, "output"), streams);
    return write_modules(run, output, streams);
  });
}

}  // namespace ko2alias
