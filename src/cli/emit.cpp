#include <fmt/core.h>

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

AliasSource alias_source(const OptionValues& values) {
  const std::string name = text_option(values, "source").value_or("tables");
  if (name == "tables") return AliasSource::tables;
  if (name == "modinfo") return AliasSource::modinfo;
  if (name == "all") return AliasSource::all;
  if (name == "auto") return AliasSource::automatic;
  throw UsageError(fmt::format("--source {}: expected tables, modinfo, all or auto", name));
}

}  // namespace

CommandLine emit_command_line() {
  CommandLine line{"emit [OPTION]... PATH...",
                   "Writes the aliases of modules.\n\n" + std::string(path_help), examples};
  add_format_option(line.options, emit_formats());
  line.options.add_options()("source", text_value("SOURCE"),
                             "tables (default): decode the tables\n"
                             "modinfo: what .modinfo already holds\n"
                             "all: both, with their provenance in JSON\n"
                             "auto: the tables, or .modinfo where a module was stripped of them");
  add_output_option(line.options);
  add_run_options(line.options);
  return line;
}

ExitStatus run_emit(const OptionValues& values, const Streams& streams) {
  EmitOptions options = emit_options(values, emit_formats());
  options.run.reading.source = alias_source(values);
  return write_modules(options, streams);
}

}  // namespace ko2alias
