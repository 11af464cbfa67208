#include <sys/utsname.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <optional>
#include <unordered_map>

#include <fmt/core.h>

#include "cli/device_options.h"
#include "cli/kernels.h"
#include "cli/match_vfio.h"
#include "cli/options.h"
#include "cli/output.h"
#include "match/formats.h"
#include "match/partial_device.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view examples = R"(
Examples:
  ko2alias match $(cat /sys/bus/pci/devices/0000:01:00.0/modalias) --in /lib/modules/$(uname -r)
  ko2alias match --in linux-image-6.12.deb 8086:10d3 usb:0bda:8152
  ko2alias match --sys --in linux-image-7.2.deb+linux-modules-7.2.deb
  ko2alias match --from lspci --devices lspci.txt --in /lib/modules/6.12.57
  ko2alias match --devices fleet.txt --in /lib/modules/6.12.57 --in linux-modules-7.2.deb
  ko2alias match --vfio $(cat /sys/bus/pci/devices/0000:01:00.0/modalias) --in /lib/modules/7.2.1
)";

CommandLine command_line() {
  CommandLine line{"match [OPTION]... [DEVICE]...",
                   "Says which modules devices get from a kernel, in the order in which modprobe "
                   "loads them, and by "
                   "which aliases and entries.\n\n"
                   "DEVICE is a modalias as the kernel reports it, "
                   "pci:8086:10d3[:SUBVENDOR:SUBDEVICE] or usb:0bda:8152 "
                   "(pci: may be left\nout), or a module's name.\n" +
                       std::string(path_help) + "\nSeveral of one kernel are joined with '+'.\n",
                   examples};
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  add_format_option(line.options, match_formats());
  add_output_option(line.options);
  add_device_options(line.options);
  auto add = line.options.add_options();
  add("in,i", po::value<std::vector<std::string>>()->value_name("PATH"),
      "the kernel (default: /lib/modules of the running one); of several, a table of devices and "
      "kernels");
  add("first", flag(), "only the first module of each device");
  add("vfio", flag(),
      "which driver libvirt would bind the devices to, by the vfio_pci: lines of modules.alias");
  add("driver-override", text("DRIVER"),
      "answer as if this driver were forced on the devices (driver_override)");
  add("full", flag(), "also list the modules that may match, as not all is known of a device");
  add("ids", text("DIR"), "where pci.ids and usb.ids are (default: where distributions have them)");
  add_run_options(line.options);
  return line;
}

std::vector<std::string> kernels_of(const po::variables_map& values) {
  if (values.count("in") != 0) return values["in"].as<std::vector<std::string>>();
  utsname running{};
  ::uname(&running);
  const std::string path = std::string("/lib/modules/") + running.release;
  if (!std::filesystem::is_directory(path))
    throw UsageError(fmt::format("the running kernel has no {}: name a kernel with --in", path));
  return {path};
}

// A kernel with what was made of it, which looks into it.
struct AskedKernel {
  KernelReading reading;
  std::optional<Matcher> matcher;
  std::optional<ModulesAlias> modules_alias;
  KernelMatches matches;
};

class Match {
 public:
  Match(const po::variables_map& values, const Streams& streams)
      : values_(values), streams_(streams), format_(chosen_format(values, match_formats())) {}

  int run() {
    if (is_set(values_, "vfio") && values_.count("driver-override") != 0)
      throw UsageError("--vfio and --driver-override: expected one of them");
    devices_ = devices_of(values_);
    if (is_set(values_, "vfio"))
      has_trouble_ |= !keep_vfio_devices(devices_, count_arguments(), streams_);
    if (devices_.empty()) return trouble;
    const auto paths = kernels_of(values_);
    if (format_.render == render_match_names && paths.size() > 1)
      throw UsageError(
          fmt::format("--format names: expected one --in, but there are {}", paths.size()));
    for (const std::string& path : paths)
      if (!ask(path, paths.size() == 1)) return trouble;
    return write() && !has_trouble_ ? status() : trouble;
  }

 private:
  [[nodiscard]] std::size_t count_arguments() const {
    return values_.count("path") != 0 ? values_["path"].as<std::vector<std::string>>().size() : 0;
  }

  // Driver data are told where one kernel is shown.
  bool ask(const std::string& path, bool wants_data) {
    std::vector<std::string> modaliases;
    for (const Device& device : devices_) modaliases.push_back(device.modalias);
    RunOptions run = run_options(values_);
    run.reading.source = AliasSource::all;
    // A fault of another module is no answer.
    run.reading.tells_module_problems = run.is_verbose;
    AskedKernel& asked = kernels_.emplace_back();
    asked.reading =
        read_kernel(path, run, wants_data ? DeviceFilter(modaliases) : WantsData(), streams_);
    has_trouble_ |= asked.reading.status == trouble;
    const Kernel& kernel = asked.reading.kernel;
    asked.matches.kernel = kernel.name;
    if (is_set(values_, "vfio")) {
      asked.modules_alias = find_modules_alias(path, kernel);
      asked.matches.vfio = choose_vfio_drivers(kernel, *asked.modules_alias, devices_, streams_);
    } else {
      asked.matcher.emplace(kernel);
      asked.matches.modules = modules_of_devices(*asked.matcher);
    }
    warn_of_built_ins(kernel);
    return !kernel.modules.empty();
  }

  // A driver that is built in would be missing.
  void warn_of_built_ins(const Kernel& kernel) const {
    const auto& modules = kernels_.back().matches.modules;
    const bool has_all =
        std::all_of(modules.begin(), modules.end(), [](const auto& m) { return is_matched(m); });
    const bool has_built_ins =
        std::any_of(kernel.modules.begin(), kernel.modules.end(),
                    [](const KernelModule& module) { return module.is_builtin; });
    if (has_all || has_built_ins || is_set(values_, "no-builtin") || kernel.modules.empty()) return;
    streams_.err << fmt::format(
        "ko2alias: warning: {}: nothing says which modules are built in (join what has "
        "modules.builtin.modinfo with "
        "'+')\n",
        escape_for_terminal(kernel.name));
  }

  [[nodiscard]] std::vector<std::vector<MatchedModule>> modules_of_devices(
      const Matcher& matcher) const {
    const auto driver = text_option(values_, "driver-override");
    if (driver && !matcher.has_module(*driver))
      streams_.err << fmt::format(
          "ko2alias: warning: --driver-override {}: the kernel has no such module\n",
          escape_for_terminal(*driver));
    std::vector<std::vector<MatchedModule>> all;
    all.reserve(devices_.size());
    // A fleet has many of one kind.
    std::unordered_map<std::string_view, std::size_t> known;
    for (const Device& device : devices_) {
      const auto [same, is_new] = known.emplace(device.modalias, all.size());
      if (!is_new) {
        all.push_back(all[same->second]);
        continue;
      }
      all.push_back(driver ? matcher.find_overridden(device.modalias, *driver)
                           : matcher.find(device.modalias));
      if (is_set(values_, "first") && all.back().size() > 1) all.back().resize(1);
    }
    return all;
  }

  bool write() {
    std::vector<KernelMatches> matches;
    for (AskedKernel& kernel : kernels_) matches.push_back(std::move(kernel.matches));
    has_unmatched_ = std::any_of(matches.begin(), matches.end(), [](const KernelMatches& kernel) {
      return std::any_of(kernel.modules.begin(), kernel.modules.end(),
                         [](const auto& m) { return !is_matched(m); });
    });
    const DeviceNames names = read_device_names(text_option(values_, "ids"));
    Output output(text_option(values_, "output"), streams_);
    const std::string text = format_.render({.devices = devices_,
                                             .kernels = matches,
                                             .names = &names,
                                             .is_full = is_set(values_, "full"),
                                             .is_forced = values_.count("driver-override") != 0,
                                             .has_color = may_color(values_, streams_)});
    if (format_.is_for_terminals)
      output.write_as_it_is(text);
    else
      output.write(text);
    return output.finish();
  }

  [[nodiscard]] int status() const { return has_unmatched_ ? finding : nothing_to_report; }

  const po::variables_map& values_;
  const Streams& streams_;
  const MatchFormat& format_;
  std::vector<Device> devices_;
  std::deque<AskedKernel> kernels_;
  bool has_trouble_ = false;
  bool has_unmatched_ = false;
};

}  // namespace

int run_match(const Arguments& arguments, const Streams& streams) {
  return with_usage_errors("match", streams, [&] {
    const auto values = parse(command_line(), arguments, streams);
    return values ? Match(*values, streams).run() : static_cast<int>(nothing_to_report);
  });
}

}  // namespace ko2alias
