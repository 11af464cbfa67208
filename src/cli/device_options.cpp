#include "cli/device_options.h"

#include <unistd.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>

#include "cli/remedies.h"
#include "device/device_text.h"
#include "device/lspci_record.h"
#include "device/sys_devices.h"
#include "match/loading.h"
#include "match/matcher.h"
#include "support/text.h"

namespace ko2alias {
namespace {

Device device_of(const std::string& argument) {
  auto modalias = modalias_of_text(argument);
  if (!modalias)
    throw UsageError(fmt::format("{}: {}", argument, message_with_remedy(modalias.problem())));
  return {.modalias = std::move(*modalias)};
}

// The folder of a device in /sys as people hold it: its path, that of its modalias, or udev's,
// which begins with /devices. Empty for other texts.
std::string sys_folder(std::string_view argument) {
  for (const std::string_view prefix : {"P: ", "DEVPATH="})
    if (argument.starts_with(prefix)) argument.remove_prefix(prefix.size());
  if (!argument.starts_with('/')) return {};
  constexpr std::string_view file = "/modalias";
  if (argument.ends_with(file)) argument.remove_suffix(file.size());
  while (argument.size() > 1 && argument.ends_with('/')) argument.remove_suffix(1);
  std::string path(argument);
  return path.starts_with("/devices/") ? "/sys" + path : path;
}

// `01:00.0` as /sys has it, `0000:01:00.0`.
std::string slot_folder(const std::string& slot) {
  constexpr std::string_view domain = "0000:";
  return slot.size() == std::string_view("00:1f.6").size() ? std::string(domain) + slot : slot;
}

bool is_error(const Problem& problem) { return problem.severity == Severity::error; }

std::string text_of(const Problem& problem) {
  return problem.place + ": " + message_with_remedy(problem);
}

// A file that is none of ours would have an error a line.
void tell(const std::vector<Problem>& problems, const Streams& streams) {
  constexpr std::size_t most = 10;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    std::size_t count = 0;
    for (const Problem& problem : problems)
      if (problem.severity == severity && ++count <= most)
        streams.err << fmt::format("ko2alias: {}: {}\n", name_of(severity),
                                   escape_for_terminal(text_of(problem)));
    if (count > most)
      streams.err << fmt::format("ko2alias: and {} more like these\n", count - most);
  }
}

// Appends the devices of the options, and tells what was wrong.
class DeviceGathering {
 public:
  explicit DeviceGathering(const Streams& streams) : streams_(streams) {}

  void add(Device device) { named_.devices.push_back(std::move(device)); }

  void add(const std::string& path, DeviceReading reading) {
    const auto errors = static_cast<std::size_t>(
        std::count_if(reading.problems.begin(), reading.problems.end(), is_error));
    if (reading.devices.empty()) throw_first(reading.problems, errors);
    tell(reading.problems, streams_);
    if (errors != 0) {
      streams_.err << fmt::format("ko2alias: {}: {}, {}\n", escape_for_terminal(path),
                                  counted(reading.devices.size(), "device"),
                                  counted(errors, "error"));
      named_.status = ExitStatus::trouble;
    }
    std::move(reading.devices.begin(), reading.devices.end(), std::back_inserter(named_.devices));
  }

  NamedDevices finish() { return std::move(named_); }

 private:
  [[noreturn]] static void throw_first(const std::vector<Problem>& problems, std::size_t errors) {
    const auto first = std::find_if(problems.begin(), problems.end(), is_error);
    if (first == problems.end()) throw UsageError("no device: those that were given are gone");
    throw UsageError(
        text_of(*first) +
        (errors > 1 ? fmt::format(" (and {})", counted(errors - 1, "more error")) : ""));
  }

  const Streams& streams_;
  NamedDevices named_{};
};

// A list needs no word. That a program's output was recognised is told, as it might be another's.
void tell_kinds(const std::string& path, const DeviceReading& reading, const Streams& streams) {
  std::string words;
  for (const ListingKind kind : reading.kinds)
    words.append(words.empty() ? "" : ", and ").append(words_for(kind));
  if (reading.kinds.empty() || (reading.kinds.size() == 1 && reading.kinds[0] == ListingKind::list))
    return;
  streams.err << fmt::format("ko2alias: {}: read as {}\n", escape_for_terminal(path), words);
}

// The devices behind --sys are called after their folders: `0000:00:1f.6` of a whole place below
// /sys/devices.
DeviceReading read_listed(const std::string& path, ListingKind kind) {
  DeviceReading reading = read_devices(path, kind);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    for (Device& device : reading.devices) device.where.erase(0, device.where.rfind('/') + 1);
  return reading;
}

// Adds the devices of arguments: those that are places in /sys are looked up there, or among the
// devices of --sys.
class NamedArguments {
 public:
  NamedArguments(const DeviceOptions& options, DeviceGathering& gathering)
      : options_(options), gathering_(gathering) {}

  // Returns whether an argument took its device from --sys, which then stands for no more.
  bool add() {
    for (const std::string& argument : options_.named) add(argument);
    return is_sys_asked_;
  }

 private:
  void add(const std::string& argument) {
    const std::string folder = sys_folder(argument);
    if (options_.sys && (!folder.empty() || is_pci_slot(argument)))
      add_from_sys(argument,
                   folder.empty() ? slot_folder(argument) : folder.substr(folder.rfind('/') + 1));
    else if (!folder.empty())
      gathering_.add(argument, read_sys_device(folder));
    else
      gathering_.add(device_of(argument));
  }

  void add_from_sys(const std::string& argument, const std::string& place) {
    is_sys_asked_ = true;
    if (!reading_) reading_ = read_listed(*options_.sys, ListingKind::automatic);
    DeviceReading found;
    for (const Device& device : reading_->devices)
      if (device.where == place) found.devices.push_back(device);
    if (found.devices.empty())
      found.problems.push_back(
          {.place = argument, .message = fmt::format("no such device in {}", *options_.sys)});
    gathering_.add(argument, std::move(found));
  }

  const DeviceOptions& options_;
  DeviceGathering& gathering_;
  std::optional<DeviceReading> reading_{};
  bool is_sys_asked_ = false;
};

std::string why_without(const DeviceNamesReading& reading) {
  const std::string& folder = reading.folders.front();
  std::error_code ignored;
  const std::string_view why = !std::filesystem::is_directory(folder, ignored) ? "no such folder"
                               : ::access(folder.c_str(), X_OK) != 0
                                   ? "it may not be entered"
                                   : "neither pci.ids nor usb.ids is in it";
  return fmt::format("{}, and devices are shown without names", why);
}

}  // namespace

void add_device_options(OptionTable& options, std::string_view purpose) {
  const std::string devices =
      std::string(purpose) +
      "the devices of a list (modaliases, ids, HOST<TAB>MODALIAS), of what lspci, lsusb, "
      "usb-devices or udevadm printed, or of a /sys folder; '-' is standard input";
  options.add("devices", text_value("FILE"), devices);
  options.add("sys", OptionKind{.value_name = "DIR", .implicit = "/sys"},
              "the devices of this machine, or of a copy of a /sys");
  options.add("from",
              {.value_name = "KIND",
               .choices = {{"auto", "whatever a line looks like"},
                           {"list", "modaliases, ids, HOST<TAB>MODALIAS"},
                           {"lspci", "what lspci printed"},
                           {"lsusb", "what lsusb or usb-devices printed"},
                           {"udevadm", "what udevadm printed"},
                           {"verbatim", "texts as they are, one a line"}}},
              "what --devices, or standard input, holds");
}

DeviceOptions device_options(const OptionValues& values) {
  DeviceOptions options;
  options.list = text_option(values, "devices");
  options.sys = text_option(values, "sys");
  if (const auto from = text_option(values, "from")) options.from = find_listing_kind(*from);
  return options;
}

NamedDevices devices_of(const DeviceOptions& options, const Streams& streams) {
  if (options.is_empty())
    throw UsageError("no device: name a modalias, or give --devices, --sys or --from");
  // A shell makes it of a variable that is not set.
  if (std::find(options.named.begin(), options.named.end(), "") != options.named.end())
    throw UsageError("a DEVICE is empty");
  DeviceGathering gathering(streams);
  const bool is_sys_asked = NamedArguments(options, gathering).add();
  if (options.list || options.from) {
    const std::string path = options.list.value_or("-");
    const ListingKind kind = options.from.value_or(ListingKind::automatic);
    const std::string name = path == "-" ? "standard input" : path;
    DeviceReading reading = read_listed(path, kind);
    if (kind == ListingKind::automatic) tell_kinds(name, reading, streams);
    gathering.add(name, std::move(reading));
  }
  if (options.sys && !is_sys_asked) {
    std::error_code ignored;
    if (!std::filesystem::exists(*options.sys, ignored))
      throw UsageError(fmt::format("--sys {}: no such folder", *options.sys));
    gathering.add(*options.sys, read_listed(*options.sys, ListingKind::automatic));
  }
  return gathering.finish();
}

bool keep_known(std::vector<Device>& devices, const std::vector<const Kernel*>& kernels,
                const Streams& streams) {
  const auto is_doubtful = [](const Device& device) { return !device.doubtful_at.empty(); };
  if (std::none_of(devices.begin(), devices.end(), is_doubtful)) return true;
  std::deque<Matcher> matchers;
  std::vector<Loader> loaders;
  loaders.reserve(kernels.size());
  for (const Kernel* const kernel : kernels)
    loaders.emplace_back(*kernel, matchers.emplace_back(*kernel));
  std::vector<Problem> problems;
  std::erase_if(devices, [&](const Device& device) {
    if (!is_doubtful(device) ||
        std::any_of(loaders.begin(), loaders.end(),
                    [&](const Loader& loader) { return loader.knows(device.modalias); }))
      return false;
    problems.push_back(error(fmt::format("{}; no kernel that was asked tells of a module '{}'",
                                         expected_line, device.modalias)));
    problems.back().place = device.doubtful_at;
    return true;
  });
  tell(problems, streams);
  return problems.empty();
}

std::vector<std::string> modaliases_of(const std::vector<Device>& devices) {
  std::vector<std::string> modaliases;
  modaliases.reserve(devices.size());
  for (const Device& device : devices) modaliases.push_back(device.modalias);
  return modaliases;
}

bool tell_unread_names(const DeviceNamesReading& reading, const Streams& streams) {
  for (const Problem& problem : reading.problems)
    streams.err << fmt::format("ko2alias: error: {}: {}: the names of devices are missing\n",
                               escape_for_terminal(problem.place), problem.message);
  if (reading.is_folder_without)
    streams.err << fmt::format("ko2alias: warning: --ids {}: {}\n",
                               escape_for_terminal(reading.folders.front()), why_without(reading));
  return reading.problems.empty();
}

void tell_missing_names(const DeviceNamesReading& reading, const Streams& streams) {
  if (reading.is_folder_without) return;
  for (const std::string_view file : reading.names.missing_files())
    streams.err << fmt::format(
        "ko2alias: note: no {0} in {1}: {2} devices are shown without names (the package {0} or "
        "hwdata brings it)\n",
        file, escape_for_terminal(fmt::format("{}", fmt::join(reading.folders, " or "))),
        file.starts_with("pci") ? "PCI" : "USB");
}

}  // namespace ko2alias
