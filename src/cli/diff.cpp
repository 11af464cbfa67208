#include <algorithm>
#include <functional>

#include <fmt/core.h>

#include "cli/confine.h"
#include "cli/device_options.h"
#include "cli/diff_filters.h"
#include "cli/kernels.h"
#include "cli/match_vfio.h"
#include "cli/modprobe_options.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/settings.h"
#include "diff/diff.h"
#include "diff/formats.h"
#include "kernel/kernel_config.h"
#include "kernel/module_files.h"
#include "kernel/module_order.h"
#include "kernel/modules_alias.h"
#include "match/vfio_changes.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "pattern/partial_device.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view diff_examples = R"(
Examples:
  ko2alias diff linux-image-6.1.deb linux-image-6.12.deb
  ko2alias diff --summary --label stable --label next old.json new.json
  ko2alias diff --only lost,partly-lost /lib/modules/6.12.57 /lib/modules/7.2.1
  ko2alias diff --sys /lib/modules/$(uname -r) linux-modules-7.2.deb
  ko2alias diff --format html -o changes.html old.json new.json
  ko2alias diff --fail-on lost --module 'snd_*' modules.alias.old modules.alias
)";

struct DiffOptions {
  const CompareFormat* format = nullptr;
  std::string before{};
  std::string after{};
  RunOptions run{};
  ModprobeOptions modprobe{};
  /// Its devices are still to be read, as the options below say.
  CompareOptions compare{};
  DeviceOptions devices{};
  /// Nothing where no change is to count.
  std::optional<std::vector<Category>> fail_on{};
  /// Files with configurations that replace those of the kernels.
  std::optional<std::string> config_before{};
  std::optional<std::string> config_after{};
  /// The folder of pci.ids and usb.ids.
  std::optional<std::string> ids{};
  std::optional<std::string> output{};
  /// What the kernels are to be called; empty for nothing.
  std::vector<std::string> labels{};
  bool is_full = false;
  bool is_summary = false;
  bool is_by_host = false;
  bool is_vfio = false;
};

// Whether devices are to stand below their hosts.
bool is_by_host(const OptionValues& values, const DeviceOptions& devices) {
  const auto by = text_option(values, "by");
  if (!by) return false;
  if (devices.is_empty())
    throw UsageError(
        fmt::format("--by {}: there are no devices without --devices, --sys or --from", *by));
  return *by == "host";
}

// As with diff(1), the first label is the old kernel's.
std::vector<std::string> labels_option(const OptionValues& values) {
  std::vector<std::string> labels = texts_option(values, "label");
  if (labels.size() > 2)
    throw UsageError(
        fmt::format("--label: there are two kernels, but {}", counted(labels.size(), "label")));
  labels.resize(2);
  return labels;
}

// OLD and NEW.
std::vector<std::string> sides_option(const OptionValues& values) {
  auto sides = values.has("path") ? paths(values) : std::vector<std::string>();
  if (sides.size() != 2)
    throw UsageError(fmt::format("expected OLD and NEW, but there {} {}",
                                 sides.size() == 1 ? "is" : "are",
                                 sides.empty() ? "no paths" : counted(sides.size(), "path")));
  if (sides[0] == "-" && sides[1] == "-")
    throw UsageError("OLD and NEW: only one of them can be standard input");
  return sides;
}

DiffOptions diff_options(const OptionValues& values) {
  DiffOptions options;
  options.format = &chosen_format(values, compare_formats());
  options.fail_on = fail_categories(values);
  options.devices = device_options(values);
  options.config_before = text_option(values, "config-old");
  options.config_after = text_option(values, "config-new");
  options.ids = text_option(values, "ids");
  options.output = output_path(values);
  options.is_full = is_set(values, "full");
  options.is_summary = is_set(values, "summary");
  options.is_by_host = is_by_host(values, options.devices);
  options.labels = labels_option(values);
  options.compare.with_data = is_set(values, "data");
  read_filters(values, options.compare);
  options.is_vfio = is_set(values, "vfio");
  for (const char* const other : {"bus", "module", "only", "fail-on", "data", "full", "summary",
                                  "by", "modprobe-d", "cmdline"})
    if (options.is_vfio && values.has(other))
      throw UsageError(fmt::format("--vfio and --{}: only one of them can be given", other));
  if (options.is_vfio && options.devices.is_empty())
    throw UsageError("--vfio: expected --devices or --sys with it");
  if (options.is_vfio && options.format->name != "text" && options.format->name != "json")
    throw UsageError(
        fmt::format("--vfio --format {}: expected text or json", options.format->name));
  const auto sides = sides_option(values);
  options.before = sides[0];
  options.after = sides[1];
  options.run = run_options(values);
  options.run.reading.source = AliasSource::all;
  options.modprobe = modprobe_options(values, options.run);
  options.compare.with_modprobe = options.modprobe.is_wanted || options.modprobe.command_line;
  if (options.compare.with_modprobe && options.devices.is_empty())
    throw UsageError("--modprobe-d: there are no devices without --devices, --sys or --from");
  options.compare.without_built_ins = !options.run.reading.input.with_builtin;
  options.compare.jobs = options.run.reading.jobs;
  return options;
}

// Throws UsageError, which names the option.
std::string read_config(const std::string& option, const std::string& path) {
  auto text = read_text_file(path);
  if (!text) throw UsageError(fmt::format("--{} {}: {}", option, path, text.problem().message));
  const auto config = KernelConfig::parse(*text);
  if (!config) throw UsageError(fmt::format("--{} {}: {}", option, path, config.problem().message));
  return std::move(*text);
}

// A caveat as a warning, with the option that helps.
void warn_of(const Caveat& caveat, const Streams& streams) {
  std::string text = escape_for_terminal(sentence_of(caveat));
  if (caveat.kind == CaveatKind::built_ins_unknown)
    text +=
        " (join the PATH that has modules.builtin.modinfo with '+', or leave them out with "
        "--no-builtin)";
  streams.err << "ko2alias: warning: " << text << "\n";
}

// Of such a device the modules that may match count, so that no loss is overlooked.
void warn_of_partial(const std::vector<Device>& devices, const Streams& streams) {
  const auto count = std::count_if(devices.begin(), devices.end(), [](const Device& device) {
    return is_partial(Glob(normalized(device.modalias)));
  });
  if (count != 0)
    streams.err << fmt::format(
        "ko2alias: warning: not all is known of {} of {} ('*' in the modalias): modules that may "
        "match count as matching, where the listing names none\n",
        count, counted(devices.size(), "device"));
}

bool is_finding(const Comparison& comparison, const DiffOptions& options) {
  if (!options.fail_on) return false;
  const auto counts = [&](const auto& change) { return is_in(change, *options.fail_on); };
  return comparison.device_count
             ? std::any_of(comparison.device_changes.begin(), comparison.device_changes.end(),
                           counts)
             : std::any_of(comparison.changes.begin(), comparison.changes.end(), counts);
}

// The two kernels, with the configurations that were named instead of those that they brought
// along.
struct Sides {
  KernelReading before;
  KernelReading after;

  [[nodiscard]] ExitStatus status() const { return worse(before.status, after.status); }
  // Against nothing, all would seem lost or gained.
  [[nodiscard]] bool is_comparable() const {
    return !before.kernel.modules.empty() && !after.kernel.modules.empty();
  }
};

// Whether a listing may tell which of the modules that may match a device is its own.
bool has_told_driver(const Device& device) {
  return !device.driver.empty() && is_partial(Glob(normalized(device.modalias)));
}

// The names of drivers come with the driver data. Those of modules that may match are wanted where
// a listing tells a device's driver.
WantsData wanted_data(const DiffOptions& options) {
  if (options.compare.with_data) return [](std::string_view) { return true; };
  if (!options.compare.devices) return {};
  std::vector<Device> devices = *options.compare.devices;
  if (!options.is_vfio) std::erase_if(devices, std::not_fn(has_told_driver));
  return devices.empty() ? WantsData() : DeviceFilter(modaliases_of(devices));
}

Sides read_sides(const DiffOptions& options, const Streams& streams) {
  const WantsData wants_data = wanted_data(options);
  Sides sides{read_kernel(options.before, options.run, wants_data, streams),
              read_kernel(options.after, options.run, wants_data, streams)};
  if (options.compare.with_modprobe) {
    complete_modprobe_config(sides.before.kernel, options.before, options.modprobe);
    complete_modprobe_config(sides.after.kernel, options.after, options.modprobe);
  }
  if (options.config_before)
    sides.before.kernel.config = read_config("config-old", *options.config_before);
  if (options.config_after)
    sides.after.kernel.config = read_config("config-new", *options.config_after);
  sides.before.kernel.label = options.labels[0];
  sides.after.kernel.label = options.labels[1];
  return sides;
}

Comparison compare_sides(const Kernel& before, const Kernel& after, const CompareOptions& options,
                         const Streams& streams) {
  Comparison comparison = compare(before, after, options);
  for (const Caveat& caveat : comparison.caveats) warn_of(caveat, streams);
  return comparison;
}

bool write(const Comparison& comparison, const DiffOptions& options, Output& output,
           const Streams& streams) {
  const DeviceNamesReading reading = read_device_names(options.ids);
  const bool has_all_names = tell_unread_names(reading, streams);
  output.write(options.format->render({.comparison = &comparison,
                                       .names = &reading.names,
                                       .screen = screen_of(options.output, streams),
                                       .is_full = options.is_full,
                                       .full_hint = "`--full` writes all of it",
                                       .is_summary = options.is_summary,
                                       .is_by_host = options.is_by_host}),
               options.format->syntax);
  tell_missing_names(reading, streams);
  return output.finish() && has_all_names;
}

ExitStatus write_vfio(const Sides& sides, const DiffOptions& options, Output& output,
                      const Streams& streams) {
  const DeviceNamesReading reading = read_device_names(options.ids);
  const bool has_all_names = tell_unread_names(reading, streams);
  const auto& devices = *options.compare.devices;
  const Kernel& before = sides.before.kernel;
  const Kernel& after = sides.after.kernel;
  const ModulesAlias old_lines = find_modules_alias(options.before, before);
  const ModulesAlias new_lines = find_modules_alias(options.after, after);
  auto old_choices = choose_vfio_drivers(before, old_lines, devices, streams);
  auto new_choices = choose_vfio_drivers(after, new_lines, devices, streams);
  std::vector<VfioChange> changes;
  changes.reserve(devices.size());
  for (std::size_t i = 0; i < devices.size(); ++i)
    changes.push_back({&devices[i], std::move(old_choices[i]), std::move(new_choices[i])});
  const bool is_json = options.format->name == "json";
  output.write(is_json ? render_vfio_changes_json(changes, reading.names)
                       : render_vfio_changes(changes, reading.names),
               options.format->syntax);
  tell_missing_names(reading, streams);
  if (!output.finish() || !has_all_names) return ExitStatus::trouble;
  if (std::any_of(changes.begin(), changes.end(), [](const VfioChange& change) {
        return change.before.module.empty() || change.after.module.empty();
      }))
    return ExitStatus::trouble;
  return std::any_of(changes.begin(), changes.end(),
                     [](const VfioChange& change) { return change.is_change(); })
             ? ExitStatus::finding
             : ExitStatus::nothing_to_report;
}

}  // namespace

CommandLine diff_command_line() {
  CommandLine line{
      "diff [OPTION]... OLD NEW",
      "Says what changed for hardware between two kernels: each alias that only one "
      "of them has, by what the other matches of its devices.\n\nOLD and NEW are "
      "each a PATH, or several of one kernel joined with '+'.\n\n" +
          std::string(path_help) + "\n\n" + std::string(settings_help) +
          "\n\nTo --only and --fail-on, 'lost' is lost-to-generic and module-gone too, "
          "and 'gained' is gained-from-generic and module-new; lost-to-nothing and "
          "gained-from-nothing are these two alone. What is not decided counts "
          "wherever it may belong.",
      diff_examples};
  add_format_option(line.options, compare_formats());
  add_output_option(line.options);
  add_config_option(line.options);
  add_device_options(line.options, "only what changes for these devices: ");
  OptionTable& options = line.options;
  add_filter_options(options);
  options.add("summary", flag(), "the numbers and the lost drivers alone");
  options.add("by",
              {.value_name = "WHAT",
               .choices = {{"device", "each once, with hosts"}, {"host", "all of each host"}}},
              "how changes of devices are listed");
  options.add("label", texts_value("NAME"),
              "what to call OLD and, given again, NEW (default: their releases)");
  options.add("data", flag(), "also compare driver data, where both kernels have tables");
  options.add("full", flag(), "a line for every alias, nothing folded or left out");
  options.add("vfio", flag(), "only which of --devices libvirt would bind to another driver");
  add_modprobe_options(options, "compares what is loaded for the devices");
  options.add("config-old", text_value("FILE"), "the .config of OLD; packages bring theirs along");
  options.add("config-new", text_value("FILE"), "the .config of NEW");
  options.add("ids", text_value("DIR"),
              "where pci.ids and usb.ids are (default: where distributions have them)",
              OptionGroup::reading);
  add_run_options(line.options);
  return line;
}

ExitStatus run_diff(const OptionValues& values, const Streams& streams) {
  // Before the settings, whose file is read.
  Output output(output_path(values), streams);
  confine(is_sandboxed(values), streams, {&output});
  DiffOptions options = diff_options(with_settings(SettingsOf::diff, values, streams));
  NamedDevices named;
  if (!options.devices.is_empty()) {
    named = devices_of(options.devices, streams);
    if (options.is_vfio && !keep_vfio_devices(named.devices, 0, streams))
      named.status = ExitStatus::trouble;
    if (options.is_vfio && named.devices.empty()) return ExitStatus::trouble;
    if (!options.is_vfio) warn_of_partial(named.devices, streams);
    options.compare.devices = std::move(named.devices);
  }
  const Sides sides = read_sides(options, streams);
  if (!sides.is_comparable()) return ExitStatus::trouble;
  if (auto& devices = options.compare.devices) {
    if (!keep_known(*devices, {&sides.before.kernel, &sides.after.kernel}, streams))
      named.status = ExitStatus::trouble;
    if (devices->empty()) return ExitStatus::trouble;
  }
  settle_filters(options.compare, sides.before.kernel, sides.after.kernel);
  if (options.is_vfio)
    return worse(worse(named.status, sides.status()), write_vfio(sides, options, output, streams));
  const Comparison comparison =
      compare_sides(sides.before.kernel, sides.after.kernel, options.compare, streams);
  if (!write(comparison, options, output, streams) ||
      worse(named.status, sides.status()) == ExitStatus::trouble)
    return ExitStatus::trouble;
  return is_finding(comparison, options) ? ExitStatus::finding : ExitStatus::nothing_to_report;
}

}  // namespace ko2alias
