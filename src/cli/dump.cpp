#include "cli/write_modules.h"

namespace ko2alias {
namespace {

constexpr std::string_view dump_examples = R"(
Examples:
  ko2alias dump mlx5_vfio_pci.ko
  ko2alias dump -f json snd-hda-intel.ko | jq '.modules[].tables[].entries[]'
)";

}  // namespace

CommandLine dump_command_line() {
  CommandLine line{
      "dump [OPTION]... PATH...",
      "Prints the decoded tables of modules, with every member of every entry, and "
      "the aliases they make. Pointers are shown as what they lead to. Lists of aliases "
      "have no tables and are refused.\n\n" +
          std::string(path_help),
      dump_examples};
  add_format_option(line.options, dump_formats());
  add_output_option(line.options);
  add_run_options(line.options);
  return line;
}

ExitStatus run_dump(const OptionValues& values, const Streams& streams) {
  EmitOptions options = emit_options(values, dump_formats());
  options.run.reading.needs_tables = true;
  // The records of built-in modules have none.
  options.run.reading.input.with_builtin = false;
  return write_modules(options, streams);
}

}  // namespace ko2alias
