#include <algorithm>
#include <deque>
#include <optional>
#include <unordered_map>

#include <fmt/core.h>

#include "cli/confine.h"
#include "cli/device_options.h"
#include "cli/kernels.h"
#include "cli/match_drivers.h"
#include "cli/match_options.h"
#include "cli/match_packages.h"
#include "cli/match_vfio.h"
#include "cli/output.h"
#include "kernel/kernel_name.h"
#include "match/formats.h"
#include "match/unrecorded.h"
#include "pattern/kmod_text.h"
#include "pattern/partial_device.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// A kernel, or records, with what was made of it, which looks into it.
struct AskedKernel {
  std::string path;
  bool is_of_records = false;
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
  Match(const MatchOptions& options, const Streams& streams, Output& output)
      : options_(options), streams_(streams), output_(output) {}

  ExitStatus run() {
    confine(options_.run.is_sandboxed, streams_, {&output_});
    NamedDevices named = devices_of(options_.devices, streams_);
    devices_ = std::move(named.devices);
    has_trouble_ = named.status == ExitStatus::trouble;
    if (options_.is_vfio)
      has_trouble_ |= !keep_vfio_devices(devices_, options_.devices.named.size(), streams_);
    if (devices_.empty()) return ExitStatus::trouble;
    for (const std::string& path : kernels_of(options_))
      if (!read(path)) return ExitStatus::trouble;
    has_trouble_ |= !keep_known(devices_, read_kernels(), streams_);
    if (devices_.empty()) return ExitStatus::trouble;
    for (AskedKernel& kernel : kernels_)
      if (!ask(kernel)) return ExitStatus::trouble;
    if (!write() || has_trouble_) return ExitStatus::trouble;
    return has_unmatched_ ? ExitStatus::finding : ExitStatus::nothing_to_report;
  }

 private:
  // False where there is nothing to ask: a kernel without modules, or no records.
  bool read(const std::string& path) {
    AskedKernel& asked = kernels_.emplace_back();
    asked.path = path;
    asked.is_of_records = options_.asks_packages || are_records(path, options_.run);
    if (asked.is_of_records) return read_records(asked);
    asked.reading =
        read_kernel(path, options_.run, DeviceFilter(modaliases_of(devices_)), streams_);
    has_trouble_ |= asked.reading.status == ExitStatus::trouble;
    complete_modprobe_config(asked.reading.kernel, path, options_.modprobe);
    asked.reading.kernel.label = label();
    return !asked.reading.kernel.modules.empty();
  }

  [[nodiscard]] std::vector<const Kernel*> read_kernels() const {
    std::vector<const Kernel*> kernels;
    for (const AskedKernel& kernel : kernels_) kernels.push_back(&kernel.reading.kernel);
    return kernels;
  }

  // False where the question makes no sense for this kernel.
  bool ask(AskedKernel& asked) {
    if (asked.is_of_records) return ask_records(asked);
    const Kernel& kernel = asked.reading.kernel;
    asked.matches.kernel = kernel.name;
    asked.matches.called = name_of(kernel).called;
    asked.matches.release = kernel.release;
    asked.matches.label = kernel.label;
    if (options_.is_vfio) {
      asked.modules_alias = find_modules_alias(asked.path, kernel);
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
      find_gaps(kernel, devices_, options_.run.reading.input.with_builtin, asked.matches);
      asked.matches.hints = find_other_bus_hints(kernel, devices_, asked.matches.modules);
    }
    if (!all_matched(asked.matches)) warn_of_built_ins(kernel, options_.run, streams_);
    return true;
  }

  bool read_records(AskedKernel& asked) {
    if (const auto wanted = needed_kernel(options_); !wanted.empty()) {
      streams_.err << fmt::format(
          "ko2alias: error: {}: what packages record says nothing of drivers, and {} asks for a "
          "kernel's\n",
          escape_for_terminal(asked.path), wanted);
      return false;
    }
    read_asked_records(asked.path, options_.run, asked.records, streams_);
    has_trouble_ |= asked.records.status == ExitStatus::trouble;
    asked.reading.kernel.label = label();
    return !asked.records.records.empty();
  }

  bool ask_records(AskedKernel& asked) {
    asked.matches = packages_of_devices(asked.records, devices_);
    asked.matches.label = asked.reading.kernel.label;
    if (!asked.matches.label.empty()) asked.matches.called = asked.matches.label;
    return true;
  }

  // Of the kernel that was named last.
  [[nodiscard]] std::string label() const {
    return kernels_.size() <= options_.labels.size() ? options_.labels[kernels_.size() - 1] : "";
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
    find_unrecorded(read_kernels(), devices_, matches);
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
  Output& output_;
  std::vector<Device> devices_;
  std::deque<AskedKernel> kernels_;
  bool has_trouble_ = false;
  bool has_unmatched_ = false;
};

}  // namespace

ExitStatus run_match(const OptionValues& values, const Streams& streams) {
  // Before the options, whose files are read.
  Output output(output_path(values), streams);
  const MatchOptions options = match_options(values);
  return Match(options, streams, output).run();
}

}  // namespace ko2alias
