#include "cli/match_vfio.h"

#include <fmt/core.h>

#include "bus/buses.h"
#include "cli/kernels.h"
#include "pattern/alias_bus.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

void report_unknown_driver(const Device& device, const VfioChoice& choice, const Streams& streams) {
  const auto& deciding = choice.deciding;
  if (!deciding) return;
  streams.err << fmt::format(
      "ko2alias: error: {}: field '{}' is not known, but {} of {} compares it: give the device's "
      "whole modalias, as /sys/bus/{}/devices/*/modalias has it\n",
      escape_for_terminal(device.modalias), deciding->unknown_field,
      escape_for_terminal(deciding->claim.pattern()), escape_for_terminal(deciding->claim.name()),
      choice.bus);
}

}  // namespace

bool keep_vfio_devices(std::vector<Device>& devices, std::size_t named, const Streams& streams) {
  std::vector<Device> kept;
  bool has_all = true;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const auto choice = choose_vfio_driver(devices[i].modalias, {});
    if (choice) {
      kept.push_back(devices[i]);
    } else if (i < named || has_overrides(bus_of(devices[i].modalias)) ||
               !devices[i].doubtful_at.empty()) {
      streams.err << fmt::format("ko2alias: error: {}: {}\n",
                                 escape_for_terminal(devices[i].modalias),
                                 escape_for_terminal(choice.problem().message));
      has_all = false;
    }
  }
  if (kept.empty() && has_all)
    streams.err << "ko2alias: error: --vfio: no pci or cdx device among what was given\n";
  devices = std::move(kept);
  return has_all;
}

std::vector<VfioChoice> choose_vfio_drivers(const Kernel& kernel, const ModulesAlias& file,
                                            const std::vector<Device>& devices,
                                            const Streams& streams) {
  if (file.size() > largest_modules_alias)
    streams.err << fmt::format(
        "ko2alias: warning: {}: modules.alias has {} bytes, and libvirt reads none that is larger "
        "than {}\n",
        escape_for_terminal(kernel.name), file.size(), largest_modules_alias);
  std::vector<VfioChoice> choices;
  choices.reserve(devices.size());
  for (const Device& device : devices) {
    choices.push_back(*choose_vfio_driver(device.modalias, file.claims()));
    report_unknown_driver(device, choices.back(), streams);
  }
  return choices;
}

}  // namespace ko2alias
