#include <algorithm>

#include <fmt/core.h>

#include "bus/buses.h"
#include "cli/bus_formats.h"
#include "cli/options.h"
#include "cli/output.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// Whether a pattern is for a name: as a whole where it has wildcards, otherwise as a part of it.
// `-` and `_` are the same.
bool is_for_name(const std::string& pattern, const std::string& name) {
  const std::string wanted = underscored(pattern);
  return wanted.find_first_of("*?[") == std::string::npos
             ? underscored(name).find(wanted) != std::string::npos
             : Glob(wanted).matches(underscored(name));
}

// An alias or a modalias will do for its bus.
bool is_asked_for(const Bus& bus, const std::string& pattern) {
  if (pattern.find(':') != std::string::npos) return find_bus_of(pattern) == &bus;
  const auto prefixes = alias_prefixes(bus);
  return is_for_name(pattern, std::string(bus.type)) ||
         std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return is_for_name(pattern, prefix); });
}

// Each once, in the order of all.
std::vector<const Bus*> buses_asked_for(const std::vector<std::string>& patterns) {
  if (patterns.empty()) return all_buses();
  std::vector<const Bus*> found;
  for (const Bus* const bus : all_buses())
    if (std::any_of(patterns.begin(), patterns.end(),
                    [&](const std::string& pattern) { return is_asked_for(*bus, pattern); }))
      found.push_back(bus);
  return found;
}

void check_patterns(const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    if (!buses_asked_for({pattern}).empty()) continue;
    throw UsageError(fmt::format("{}: no such bus{}", pattern, did_you_mean(pattern, bus_types())));
  }
}

}  // namespace

CommandLine buses_command_line() {
  CommandLine line{
      "buses [OPTION]... [PATTERN]...",
      "Lists the bus types: since which release they have aliases, the size of an entry in 64-bit "
      "and 32-bit kernels and when it changed, the member that marks entries for an override, "
      "the structs in which the names of drivers are found, against what the type was verified, "
      "and what its aliases look like.\n\nPATTERN is a glob, or a part, of a type or of what its "
      "aliases begin with; an alias stands for its bus.",
      "\nExamples:\n  ko2alias buses pci\n  ko2alias buses 'usb*' hid\n"
      "  ko2alias buses --format json | jq -r '.buses[].type'\n"};
  add_format_option(line.options, bus_formats());
  add_output_option(line.options);
  for (const Bus* const bus : all_buses()) line.words.push_back({.name = std::string(bus->type)});
  return line;
}

ExitStatus run_buses(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> patterns = texts_option(values, "path");
  const BusFormat& format = chosen_format(values, bus_formats());
  check_patterns(patterns);
  Output output(output_path(values), streams);
  output.write(format.render({.buses = buses_asked_for(patterns),
                              .is_asked = !patterns.empty(),
                              .screen = screen_of(output_path(values), streams)}),
               format.syntax);
  return output.finish() ? ExitStatus::nothing_to_report : ExitStatus::trouble;
}

}  // namespace ko2alias
