// `buses`: the list of what is supported.
//
//   TYPE    SINCE    ENTRY SIZE 64/32      VERIFIED                      ALIAS
//   pci     2.6.32   32/28, 5.15: 40/32    eras, real kernels, modpost   pci:vNdNsvNsdNbcNscNiN
#include <fmt/core.h>

#include "bus/buses.h"
#include "cli/options.h"
#include "support/columns.h"

namespace ko2alias {
namespace {

std::string sizes(const Variant& variant) {
  return fmt::format("{}/{}", entry_size(variant, lp64), entry_size(variant, ilp32));
}

// Entry sizes from the oldest to the newest layout: `32/28, 5.15: 40/32`.
std::string all_sizes(const Bus& bus) {
  std::string text;
  std::string last;
  for (auto variant = bus.variants.rbegin(); variant != bus.variants.rend(); ++variant) {
    const std::string size = sizes(*variant);
    if (size == last) continue;
    if (!text.empty()) text += fmt::format(", {}: ", to_string(first_release(variant->since)));
    text += size;
    last = size;
  }
  return text;
}

std::string verified(Verified where) {
  std::string text;
  const auto add = [&](Verified place, std::string_view name) {
    if (!has(where, place)) return;
    text += text.empty() ? "" : ", ";
    text += name;
  };
  add(Verified::eras, "eras");
  add(Verified::real_kernels, "real kernels");
  add(Verified::modpost, "modpost");
  return text;
}

std::string render_buses() {
  std::vector<Row> rows{{"TYPE", "SINCE", "ENTRY SIZE 64/32", "VERIFIED", "ALIAS"}};
  for (const Bus* bus : all_buses())
    rows.push_back({std::string(bus->type), to_string(bus->variants.back().since.mainline),
                    all_sizes(*bus), verified(bus->verified), shape_of(*bus)});
  return layout_rows(rows);
}

}  // namespace

CommandLine buses_command_line() {
  return {"buses",
          "Lists the bus types: since which release they have aliases, the size of an entry in "
          "64-bit and 32-bit "
          "kernels and when it changed, against what the type was verified, and what its aliases "
          "look like.",
          "\nExamples:\n  ko2alias buses | grep pci\n"};
}

ExitStatus run_buses(const OptionValues& values, const Streams& streams) {
  if (values.has("path")) throw UsageError("buses takes no PATH");
  streams.out << render_buses();
  return ExitStatus::nothing_to_report;
}

}  // namespace ko2alias
