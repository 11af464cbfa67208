#include "cli/match_options.h"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/kernels.h"
#include "cli/match_drivers.h"
#include "cli/output.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view match_examples = R"(
Examples:
  ko2alias match --in /lib/modules/$(uname -r) \
      $(cat /sys/bus/pci/devices/0000:01:00.0/modalias)
  ko2alias match --in linux-image-6.12.deb 8086:10d3 usb:0bda:8152
  ko2alias match --sys --in linux-image-7.2.deb+linux-modules-7.2.deb
  ko2alias match --devices lspci.txt --in /lib/modules/6.12.57
  ko2alias match --devices fleet.txt \
      --in /lib/modules/6.12.57 --in linux-modules-7.2.deb
  ko2alias match --vfio --format commands --sys 0000:01:00.0 \
      --in /lib/modules/7.2.1
)";

// Whether a format has a line for each device, or commands, and so one kernel's answers.
bool is_of_one_kernel(const MatchFormat& format) {
  return format.render == render_match_names || is_of_drivers(format);
}

void add_match_options(OptionTable& options) {
  add_format_option(options, match_formats());
  add_output_option(options);
  add_device_options(options);
  options.add(
      "in,i", texts_value("PATH"),
      "the kernel (default: /lib/modules of the running one); given again, a table of devices and "
      "kernels");
  options.add(
      "label", texts_value("NAME"),
      "what a kernel is called (default: its release); the first is that of the first --in");
  options.add("packages", flag(),
              "which packages ubuntu-drivers, isenkram and zypper find for the devices, by what "
              "the packages record (where PATH has no modules, without being asked for)");
  options.add("first", flag(), "only the first module of each device");
  options.add(
      "vfio", flag(),
      "which driver libvirt would bind the devices to (by the vfio_pci: lines of modules.alias)");
  options.add("driver-override", text_value("DRIVER"),
              "answer as if this driver were forced on the devices (driver_override)");
  options.add("full", flag(),
              "also list the modules that may match, as not all is known of a device");
  options.add("ids", text_value("DIR"),
              "where pci.ids and usb.ids are (default: where distributions have them)",
              OptionGroup::reading);
  add_modprobe_options(options, "where PATH is in a system, without being asked for");
  options.add("no-modprobe-d", flag(), "answer as if there were no configuration of modprobe");
}

}  // namespace

MatchOptions match_options(const OptionValues& values) {
  MatchOptions options;
  options.format = &chosen_format(values, match_formats());
  options.devices = device_options(values);
  options.devices.named = texts_option(values, "path");
  options.kernels = texts_option(values, "in");
  options.labels = texts_option(values, "label");
  options.asks_packages = is_set(values, "packages");
  options.is_vfio = is_set(values, "vfio");
  options.is_first_only = is_set(values, "first");
  options.is_full = is_set(values, "full");
  options.driver_override = text_option(values, "driver-override");
  options.ids = text_option(values, "ids");
  options.output = output_path(values);
  options.run = run_options(values);
  options.run.reading.source = AliasSource::all;
  // A fault of another module is no answer.
  options.run.reading.tells_module_problems = options.run.is_verbose;
  options.modprobe = modprobe_options(values, options.run);
  options.run.reading.wanted_driver = options.driver_override.value_or("");
  check_driver_options(values);
  if (options.asks_packages && options.kernels.empty())
    throw UsageError("--packages: expected --in with it, which names what has their records");
  if (options.format->render == render_match_commands && !options.is_vfio &&
      !options.driver_override)
    throw UsageError("--format commands: expected --vfio or --driver-override with it");
  return options;
}

std::string needed_kernel(const MatchOptions& options) {
  if (options.is_vfio) return "--vfio";
  if (options.driver_override) return "--driver-override";
  return is_of_drivers(*options.format) ? fmt::format("--format {}", options.format->name) : "";
}

std::vector<std::string> kernels_of(const MatchOptions& options) {
  if (is_of_one_kernel(*options.format) && options.kernels.size() > 1)
    throw UsageError(fmt::format("--format {}: expected one --in, but there are {}",
                                 options.format->name, options.kernels.size()));
  if (options.labels.size() > std::max<std::size_t>(options.kernels.size(), 1))
    throw UsageError(
        fmt::format("--label: expected one for each --in at most, but there are {} for {}",
                    counted(options.labels.size(), "label"),
                    counted(std::max<std::size_t>(options.kernels.size(), 1), "kernel")));
  if (!options.kernels.empty()) return options.kernels;
  const std::string path = "/lib/modules/" + running_release();
  std::error_code ignored;
  if (!std::filesystem::is_directory(path, ignored))
    throw UsageError(fmt::format("the running kernel has no {}: name a kernel with --in", path));
  return {path};
}

CommandLine match_command_line() {
  CommandLine line{"match [OPTION]... [DEVICE]...",
                   "Says which modules devices get from a kernel, in the order in which modprobe "
                   "loads them, and by which aliases and entries.\n\n"
                   "DEVICE is a modalias as the kernel reports it, "
                   "pci:8086:10d3[:SUBVENDOR:SUBDEVICE] or usb:0bda:8152 (pci: may be left out), "
                   "a folder of a device in /sys, with --sys a slot like 0000:01:00.0, or a "
                   "module's name.\n\n" +
                       std::string(path_help) +
                       " Several of one kernel are joined with '+'.\n\nIn a list of packages, "
                       "metainfo or a folder of packages that record which devices their modules "
                       "drive, it says which packages the devices ask for.",
                   match_examples};
  add_match_options(line.options);
  add_run_options(line.options);
  return line;
}

}  // namespace ko2alias
