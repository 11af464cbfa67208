#include "cli/modules.h"
#include "cli/options.h"

namespace ko2alias {
namespace {

constexpr std::string_view examples = R"(
Examples:
  ko2alias dump mlx5_vfio_pci.ko
  ko2alias dump --format json snd-hda-intel.ko | jq '.modules[].tables[].entries[].members'
)";

CommandLine command_line() {
  CommandLine line{"dump [OPTION]... PATH...",
                   "Prints the decoded tables of modules, with every member of every entry, and the aliases they make.",
                   examples};
  auto add = line.options.add_options();
  add("format,f", po::value<std::string>()->value_name("FORMAT"), "text (default) or json");
  add("output,o", po::value<std::string>()->value_name("FILE"), "write to FILE, whole or not at all");
  add_decode_options(line.options);
  return line;
}

}  // namespace

int run_dump(const Arguments& arguments, const Streams& streams) {
  return with_usage_errors("dump", streams, [&] {
    const auto values = parse(command_line(), arguments, streams);
    if (!values) return static_cast<int>(nothing_to_report);
    ModuleRun run{paths(*values), decode_options(*values)};
    run.format = chosen_format(*values, dump_formats());
    run.jobs = job_count(*values);
    run.is_verbose = values->count("verbose") != 0;
    Output output(text_option(*values, "output"), streams);
    return write_modules(run, output, streams);
  });
}

}  // namespace ko2alias
