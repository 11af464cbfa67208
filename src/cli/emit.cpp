#include <fmt/core.h>

#include "cli/modules.h"
#include "cli/options.h"

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
                   "Writes the aliases of modules. PATH is a module or a folder with modules.", examples};
  auto add = line.options.add_options();
  std::string formats;
  for (const Format& format : emit_formats())
    formats += fmt::format("{}{}{}: {}", formats.empty() ? "" : "\n", format.name, formats.empty() ? " (default)" : "",
                           format.help);
  add("format,f", po::value<std::string>()->value_name("FORMAT"), formats.c_str());
  add("source", po::value<std::string>()->value_name("SOURCE"),
      "tables (default): decode the tables\nmodinfo: what .modinfo already holds\nall: both, with their provenance in "
      "JSON");
  add("output,o", po::value<std::string>()->value_name("FILE"), "write to FILE, whole or not at all");
  add_decode_options(line.options);
  return line;
}

AliasSource alias_source(const po::variables_map& values) {
  if (values.count("source") == 0 || values["source"].as<std::string>() == "tables") return AliasSource::tables;
  if (values["source"].as<std::string>() == "modinfo") return AliasSource::modinfo;
  if (values["source"].as<std::string>() == "all") return AliasSource::all;
  throw UsageError(fmt::format("--source {}: expected tables, modinfo or all", values["source"].as<std::string>()));
}

}  // namespace

int run_emit(const Arguments& arguments, const Streams& streams) {
  return with_usage_errors("emit", streams, [&] {
    const auto values = parse(command_line(), arguments, streams);
    if (!values) return static_cast<int>(nothing_to_report);
    ModuleRun run{paths(*values), decode_options(*values), alias_source(*values)};
    run.format = chosen_format(*values, emit_formats());
    run.jobs = job_count(*values);
    run.is_verbose = values->count("verbose") != 0;
    Output output(text_option(*values, "output"), streams);
    return write_modules(run, output, streams);
  });
}

}  // namespace ko2alias
