#include <algorithm>
#include <deque>
#include <filesystem>
#include <optional>
#include <unordered_map>

#include <fmt/core.h>

#include "cli/confine.h"
#include "cli/device_options.h"
#include "cli/kernels.h"
#include "cli/match_drivers.h"
#include "cli/match_packages.h"
#include "cli/match_vfio.h"
#include "cli/modprobe_options.h"
#include "cli/output.h"
#include "cli/run_options.h"
#include "kernel/kernel_name.h"
#include "match/formats.h"
#include "match/unrecorded.h"
#include "pattern/kmod_text.h"
#include "pattern/partial_device.h"
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

struct MatchOptions {
  const MatchFormat* format = nullptr;
  DeviceOptions devices{};
  /// --in; empty for the running kernel.
  std::vector<std::string> kernels{};
  std::vector<std::string> labels{};
  RunOptions run{};
  ModprobeOptions modprobe{};
  bool asks_packages = false;
  bool is_vfio = false;
  bool is_first_only = false;
  bool is_full = false;
  std::optional<std::string> driver_override{};
  /// The folder of pci.ids and usb.ids.
  std::optional<std::string> ids{};
  std::optional<std::string> output{};
};

// Whether a format has a line for each device, or commands, and so one kernel's answers.
bool is_of_one_kernel(const MatchFormat& format) {
  return format.render == render_match_names || is_of_drivers(format);
}

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

// The option that only a kernel answers; empty where there is none.
std::string needed_kernel(const MatchOptions& options) {
  if (options.is_vfio) return "--vfio";
  if (options.driver_override) return "--driver-override";
  return is_of_drivers(*options.format) ? fmt::format("--format {}", options.format->name) : "";
}

// The running kernel where none was named.
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

// A kernel, or records, with what was made of it, which looks into it.
struct AskedKernel {
  KernelReading reading;
  AskedRecords records;
  std::optional<Matcher> matcher;
  std::optional<ModulesAlias> modules_alias;
  KernelMatches matches;
};

bool all_matched(const KernelMatches& kernel) {
  return std::all_of(kernel.modules.begin(), kernel.modules.end(),
                     [](const auto& modules) { return is_matched(modules); });
}

bool all_served(const KernelMatches& kernel) {
  for (std::size_t i = 0; i < kernel.modules.size(); ++i)
    if (!is_served(kernel, i)) return false;
  return true;
}

class Match {
 public:
  Match(const MatchOptions& options, const Streams& streams)
      : options_(options), streams_(streams), output_(options.output, streams) {}

  ExitStatus run() {
    confine(options_.run.is_sandboxed, streams_, {&output_});
    NamedDevices named = devices_of(options_.devices, streams_);
    devices_ = std::move(named.devices);
    has_trouble_ = named.status == ExitStatus::trouble;
    if (options_.is_vfio)
      has_trouble_ |= !keep_vfio_devices(devices_, options_.devices.named.size(), streams_);
    if (devices_.empty()) return ExitStatus::trouble;
    const auto paths = kernels_of(options_);
    for (const std::string& path : paths)
      if (!ask(path, paths.size() == 1 || options_.is_vfio || options_.driver_override))
        return ExitStatus::trouble;
    if (!write() || has_trouble_) return ExitStatus::trouble;
    return has_unmatched_ ? ExitStatus::finding : ExitStatus::nothing_to_report;
  }

 private:
  // Driver data are told where one kernel is shown, and drivers come with them. False for a kernel
  // without modules.
  bool ask(const std::string& path, bool wants_data) {
    AskedKernel& asked = kernels_.emplace_back();
    if (options_.asks_packages || are_records(path, options_.run)) return ask_records(path, asked);
    asked.reading = read_kernel(path, options_.run,
                                wants_data ? DeviceFilter(modaliases()) : WantsData(), streams_);
    has_trouble_ |= asked.reading.status == ExitStatus::trouble;
    complete_modprobe_config(asked.reading.kernel, path, options_.modprobe);
    asked.reading.kernel.label = label();
    const Kernel& kernel = asked.reading.kernel;
    asked.matches.kernel = kernel.name;
    asked.matches.called = name_of(kernel).called;
    asked.matches.release = kernel.release;
    asked.matches.label = kernel.label;
    if (options_.is_vfio) {
      asked.modules_alias = find_modules_alias(path, kernel);
      asked.matches.vfio = choose_vfio_drivers(kernel, *asked.modules_alias, devices_, streams_);
      has_trouble_ |= std::any_of(asked.matches.vfio.begin(), asked.matches.vfio.end(),
                                  [](const VfioChoice& choice) { return choice.module.empty(); });
    } else {
      asked.matcher.emplace(kernel);
      if (options_.driver_override &&
          !knows_module_of(*options_.driver_override, *asked.matcher, kernel, devices_, streams_))
        return false;
      asked.matches.modules = modules_of_devices(*asked.matcher);
      if (!options_.driver_override) find_loadings(asked);
      asked.matches.hints = find_other_bus_hints(kernel, devices_, asked.matches.modules);
    }
    if (!all_matched(asked.matches)) warn_of_built_ins(kernel, options_.run, streams_);
    return !kernel.modules.empty();
  }

  bool ask_records(const std::string& path, AskedKernel& asked) {
    if (const auto wanted = needed_kernel(options_); !wanted.empty()) {
      streams_.err << fmt::format(
          "ko2alias: error: {}: what packages record says nothing of drivers, and {} asks for a "
          "kernel's\n",
          escape_for_terminal(path), wanted);
      return false;
    }
    read_asked_records(path, options_.run, asked.records, streams_);
    has_trouble_ |= asked.records.status == ExitStatus::trouble;
    asked.matches = packages_of_devices(asked.records, devices_);
    asked.reading.kernel.label = label();
    asked.matches.label = asked.reading.kernel.label;
    if (!asked.matches.label.empty()) asked.matches.called = asked.matches.label;
    return !asked.records.records.empty();
  }

  // Of the kernel that was named last.
  [[nodiscard]] std::string label() const {
    return kernels_.size() <= options_.labels.size() ? options_.labels[kernels_.size() - 1] : "";
  }

  [[nodiscard]] std::vector<std::string> modaliases() const {
    std::vector<std::string> modaliases;
    for (const Device& device : devices_) modaliases.push_back(device.modalias);
    return modaliases;
  }

  [[nodiscard]] std::vector<std::vector<MatchedModule>> modules_of_devices(
      const Matcher& matcher) const {
    std::vector<std::vector<MatchedModule>> all;
    all.reserve(devices_.size());
    // A fleet has many of one kind.
    std::unordered_map<std::string_view, std::vector<MatchedModule>> known;
    for (const Device& device : devices_) {
      const auto [same, is_new] = known.try_emplace(device.modalias);
      if (is_new) same->second = modules_of_device(matcher, device.modalias);
      std::vector<MatchedModule>& modules = all.emplace_back(same->second);
      mark_told(modules, device);
      if (options_.is_first_only && modules.size() > 1) modules.resize(1);
    }
    return all;
  }

  void find_loadings(AskedKernel& asked) const {
    if (asked.reading.kernel.modprobe.is_empty() && !options_.modprobe.is_wanted) return;
    const Loader loader(asked.reading.kernel, *asked.matcher);
    for (std::size_t i = 0; i < devices_.size(); ++i)
      asked.matches.loadings.push_back(loader.load(devices_[i].modalias, asked.matches.modules[i]));
  }

  [[nodiscard]] std::vector<MatchedModule> modules_of_device(const Matcher& matcher,
                                                             std::string_view modalias) const {
    return options_.driver_override ? matcher.find_overridden(modalias, *options_.driver_override)
                                    : matcher.find(modalias);
  }

  bool write() {
    std::vector<KernelMatches> matches;
    for (AskedKernel& kernel : kernels_) matches.push_back(std::move(kernel.matches));
    std::vector<const Kernel*> kernels;
    for (const AskedKernel& kernel : kernels_) kernels.push_back(&kernel.reading.kernel);
    find_unrecorded(kernels, devices_, matches);
    has_unmatched_ = !std::all_of(matches.begin(), matches.end(), all_served);
    if (is_of_drivers(*options_.format)) {
      has_trouble_ |= !tell_unknown_drivers(devices_, matches.front(), streams_);
      if (options_.format->render == render_match_commands &&
          (has_trouble_ || !have_places(devices_, streams_)))
        return false;
    }
    DeviceNamesReading reading;
    if (options_.format->has_names) {
      reading = read_device_names(options_.ids);
      has_trouble_ |= !tell_unread_names(reading, streams_);
    }
    write({.devices = devices_,
           .kernels = matches,
           .names = &reading.names,
           .is_full = options_.is_full,
           .full_hint = "--full lists them",
           .is_forced = options_.driver_override.has_value(),
           .screen = screen_of(options_.output, streams_)});
    tell_missing_names(reading, streams_);
    return output_.finish();
  }

  void write(const MatchView& view) {
    const MatchFormat& format = *options_.format;
    if (format.render_device == nullptr) return output_.write(format.render(view), format.syntax);
    for (std::size_t i = 0; i < devices_.size(); ++i)
      output_.write(format.render_device(view, i), format.syntax);
  }

  const MatchOptions& options_;
  const Streams& streams_;
  Output output_;
  std::vector<Device> devices_;
  std::deque<AskedKernel> kernels_;
  bool has_trouble_ = false;
  bool has_unmatched_ = false;
};

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

ExitStatus run_match(const OptionValues& values, const Streams& streams) {
  const MatchOptions options = match_options(values);
  return Match(options, streams).run();
}

}  // namespace ko2alias
