#include <fmt/core.h>

#include "cli/confine.h"
#include "cli/emit_record.h"
#include "cli/kernels.h"
#include "cli/output.h"
#include "cli/write_modules.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view emit_examples = R"(
Examples:
  ko2alias emit e1000e.ko
  ko2alias emit --format mod-c driver.o
  ko2alias emit --format depmod /lib/modules/$(uname -r) -o modules.alias
  ko2alias emit -f json --source all drivers | jq '.modules[].aliases[].pattern'
  ko2alias emit --kernel 5.15 --override-prefix pci:2=acme_ driver.o
  ko2alias emit -f substvars --into acme.substvars modules
  ko2alias emit -f appstream --id org.example.acme_nic acme_nic.ko
)";

// A record tells all that loads a module. The scripts of distributions know .modinfo alone.
std::string default_source(const OptionValues& values, const Format& format) {
  if (format.render_record == nullptr) return "tables";
  return is_set(values, "raw") ? "modinfo" : "all";
}

AliasSource alias_source(const std::string& name) {
  if (name == "tables") return AliasSource::tables;
  if (name == "modinfo") return AliasSource::modinfo;
  if (name == "all") return AliasSource::all;
  return AliasSource::automatic;
}

// depmod takes what .modinfo holds.
RunOptions as_depmod(const OptionValues& values, RunOptions run) {
  if (text_option(values, "source").value_or("modinfo") != "modinfo")
    throw UsageError("--source: --format depmod takes what .modinfo holds, as depmod does");
  run.reading.source = AliasSource::modinfo;
  run.reading.input.with_builtin = false;
  return run;
}

ExitStatus write_kernel(const EmitOptions& options, const Streams& streams) {
  Output output(options.output, streams);
  confine(options.run.is_sandboxed, streams, {&output});
  const KernelReading reading =
      read_kernel(options.paths.front(), options.paths, options.run, nullptr, streams);
  if (reading.kernel.modules.empty()) return ExitStatus::trouble;
  if (reading.kernel.is_snapshot) {
    streams.err << fmt::format(
        "ko2alias: error: {}: a snapshot does not record the order of aliases in .modinfo, in "
        "which depmod writes them\n",
        escape_for_terminal(options.paths.front()));
    return ExitStatus::trouble;
  }
  output.write(options.format->render_kernel(reading.kernel), options.format->syntax);
  return output.finish() ? reading.status : ExitStatus::trouble;
}

}  // namespace

CommandLine emit_command_line() {
  CommandLine line{"emit [OPTION]... PATH...",
                   "Writes the aliases of modules.\n\n" + std::string(path_help), emit_examples};
  add_format_option(line.options, emit_formats());
  line.options.add(
      "source",
      {.value_name = "SOURCE",
       .choices = {{"tables", "the tables, decoded"},
                   {"modinfo", "what .modinfo already holds"},
                   {"all", "both, with their provenance in JSON"},
                   {"auto", "the tables, or .modinfo where a module was stripped of them"}}},
      "where the aliases come from (package metadata: all, or modinfo with --raw)");
  add_record_options(line.options);
  add_output_option(line.options);
  add_run_options(line.options);
  return line;
}

ExitStatus run_emit(const OptionValues& values, const Streams& streams) {
  EmitOptions options = emit_options(values, emit_formats());
  refuse_record_options(values, *options.format);
  if (options.format->render_kernel != nullptr) {
    options.run = as_depmod(values, options.run);
    return write_kernel(options, streams);
  }
  options.source = text_option(values, "source").value_or(default_source(values, *options.format));
  options.run.reading.source = alias_source(options.source);
  if (options.format->render_record != nullptr) return write_record(values, options, streams);
  return write_modules(options, streams);
}

}  // namespace ko2alias
