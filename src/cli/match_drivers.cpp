#include "cli/match_drivers.h"

#include <algorithm>

#include <fmt/format.h>

#include "pattern/kmod_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

bool has_drivers(const Kernel& kernel) {
  return std::any_of(kernel.modules.begin(), kernel.modules.end(),
                     [](const KernelModule& module) { return module.drivers.has_value(); });
}

// A driver may be called otherwise than its module, so "no module" would be wrong where none has
// the driver's name.
void tell_no_module(const std::string& name, const Kernel& kernel, const Streams& streams) {
  const std::string kernel_name = escape_for_terminal(kernel.name);
  if (has_drivers(kernel))
    streams.err << fmt::format(
        "ko2alias: error: --driver-override {}: no module of {} is known to have a driver of this "
        "name\n",
        name, kernel_name);
  else
    streams.err << fmt::format(
        "ko2alias: error: --driver-override {}: no module of {} is called so, and which one has a "
        "driver of this name is not known\n",
        name, kernel_name);
}

void tell_other_names(const std::string& name, std::vector<std::string> drivers,
                      const Streams& streams) {
  for (std::string& driver : drivers) driver = escape_for_terminal(driver);
  streams.err << fmt::format(
      "ko2alias: warning: --driver-override {0}: no driver is called so, and none gets the device; "
      "the module {0} calls its driver {1} (--driver-override {2})\n",
      name, fmt::join(drivers, " and "), drivers.front());
}

void tell_unknown(const Device& device, std::string_view module, const Streams& streams) {
  streams.err << fmt::format(
      "ko2alias: error: {}: the driver of {} is not known (once it is loaded, ls "
      "/sys/module/{}/drivers tells)\n",
      escape_for_terminal(device.modalias), escape_for_terminal(module),
      escape_for_terminal(normalized(module)));
}

}  // namespace

// modprobe's configuration has no say in drivers for an override, which are loaded by their names,
// and packages' records tell none.
void check_driver_options(const OptionValues& values) {
  for (const char* const name : {"vfio", "driver-override"}) {
    if (!values.has(name)) continue;
    for (const char* const asked : {"modprobe-d", "cmdline"})
      if (values.has(asked))
        throw UsageError(fmt::format("--{} and --{}: only one of them can be given", name, asked));
    if (is_set(values, "packages"))
      throw UsageError(fmt::format("--{} and --packages: only one of them can be given", name));
  }
  const auto driver = text_option(values, "driver-override");
  if (!driver) return;
  if (is_set(values, "vfio"))
    throw UsageError("--vfio and --driver-override: only one of them can be given");
  if (const std::string_view known = known_driver(*driver); !known.empty() && *driver != known)
    throw UsageError(fmt::format("--driver-override {}: the driver of this module is called {}",
                                 *driver, known));
}

bool is_of_drivers(const MatchFormat& format) {
  return format.render == render_match_drivers || format.render == render_match_commands;
}

bool knows_module_of(const std::string& driver, const Matcher& matcher, const Kernel& kernel,
                     const std::vector<Device>& devices, const Streams& streams) {
  if (!known_driver(driver).empty() || matcher.has_driver(driver)) return true;
  const std::string name = escape_for_terminal(driver);
  if (!matcher.has_module(driver)) {
    tell_no_module(name, kernel, streams);
    return false;
  }
  for (const Device& device : devices)
    if (auto drivers = matcher.drivers_of_module(driver, device.modalias)) {
      tell_other_names(name, std::move(*drivers), streams);
      return true;
    }
  streams.err << fmt::format(
      "ko2alias: warning: --driver-override {}: taken for the driver of the module with this "
      "name; if that calls its driver otherwise, no driver gets the device (once it is loaded, "
      "ls /sys/module/{}/drivers tells)\n",
      name, escape_for_terminal(normalized(driver)));
  return true;
}

bool tell_unknown_drivers(const std::vector<Device>& devices, const KernelMatches& matches,
                          const Streams& streams) {
  bool is_known = true;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    if (!matches.vfio.empty()) {
      const VfioChoice& choice = matches.vfio[i];
      if (choice.module.empty() || !choice.driver.empty()) continue;
      tell_unknown(devices[i], choice.module, streams);
      is_known = false;
      continue;
    }
    if (drivers_of(matches.modules[i])) continue;
    is_known = false;
    for (const MatchedModule& module : matches.modules[i])
      if (module.is_certain() && (module.drivers.empty() || module.lacks_driver))
        tell_unknown(devices[i], module.name, streams);
  }
  return is_known;
}

bool have_places(const std::vector<Device>& devices, const Streams& streams) {
  bool all = true;
  for (const Device& device : devices) {
    if (!device.where.empty()) continue;
    streams.err << fmt::format(
        "ko2alias: error: {}: --format commands wants devices with their places in /sys: name a "
        "folder there, or a slot with --sys\n",
        escape_for_terminal(device.modalias));
    all = false;
  }
  return all;
}

}  // namespace ko2alias
