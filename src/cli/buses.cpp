#include "emit/buses.h"
#include "cli/options.h"

namespace ko2alias {

int run_buses(const Arguments& arguments, const Streams& streams) {
  return with_usage_errors("buses", streams, [&] {
    const CommandLine line{"buses",
                           "Lists the bus types: since which release they have aliases, the size "
                           "of an entry in 64-bit and 32-bit\n"
                           "kernels and when it changed, against what the type was verified, and "
                           "what its aliases look like.",
                           "\nExample:\n  ko2alias buses | grep pci\n"};
    const auto values = parse(line, arguments, streams);
    if (!values) return static_cast<int>(nothing_to_report);
    if (values->count("path") != 0) throw UsageError("buses takes no PATH");
    streams.out << render_buses();
    return static_cast<int>(nothing_to_report);
  });
}

}  // namespace ko2alias
