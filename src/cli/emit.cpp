#include <fmt/core.h>

#include "cli/options.h"
#include "cli/write_modules.h"

namespace ko2alias {
namespace {

constexpr std::string_view examples = R"(
Examples:
  ko2alias emit e1000e.ko
  ko2alias emit --format mod-c driver.o
  ko2alias emit /lib/modules/$(uname -r) -o modules.alias
  ko2alias emit --format json --source all drivers/ | jq '.modules[].aliases[].pattern'
  ko2alias emit --kernel 5.15 --override-prefix pci:2=acme_ driver.o
)";

CommandLine command_line() {
  CommandLine line{"emit [OPTION]... PATH...",
                   "Writes the aliases of modules.\n\n" + std::string(path_help), examples};
  add_format_option(line.options, emit_formats());
  auto add = line.options.add_options();
  add("source", po::value<std::string>()->value_name("SOURCE"),
      "tables (default): decode the tables\n"
      "modinfo: what .modinfo already holds\n"
      "all: both, with their provenance in JSON\n"
      "auto: the tables, or .modinfo where a module was stripped of them");
  add_output_option(line.options);
  add_run_options(line.options);
  return line;
}

AliasSource alias_source(const po::variables_map& values) {
  const std::string name = text_option(values, "source").value_or("tables");
  if (name == "tables") return AliasSource::tables;
  if (name == "modinfo") return AliasSource::modinfo;
  if (name == "all") return AliasSource::all;
  if (name == "auto") return AliasSource::automatic;
  throw UsageError(fmt::format("--source {}: expected tables, modinfo, all or auto", name));
}

}  // namespace

int run_emit(const Arguments& arguments, const Streams& streams) {
  return with_usage_errors("emit", streams, [&] {
    const auto values = parse(command_line(), arguments, streams);
    if (!values) return static_cast<int>(nothing_to_report);
    RunOptions run = run_options(*values);
    const auto sources = paths(*values);
    run.reading.source = alias_source(*values);
    Output output(text_option(*values, "output"), streams);
    return write_modules(sources, run, chosen_format(*values, emit_formats()), output, streams);
  });
}

}  // namespace ko2alias
