#include "cli/device_options.h"

#include <filesystem>

#include <fmt/core.h>

#include "cli/kernels.h"
#include "cli/remedies.h"
#include "device/device_text.h"
#include "device/lspci.h"
#include "device/lsusb.h"
#include "support/file.h"

namespace ko2alias {
namespace {

Device device_of(const std::string& argument) {
  auto modalias = modalias_of_text(argument);
  if (!modalias)
    throw UsageError(fmt::format("{}: {}", argument, message_with_remedy(modalias.problem())));
  return {.modalias = std::move(*modalias)};
}

std::vector<Device> read_listing(const std::string& program, const std::string& path) {
  if (program != "lspci" && program != "lsusb")
    throw UsageError(fmt::format("--from {}: expected lspci or lsusb", program));
  const auto text = read_text_file(path);
  if (!text) throw UsageError(fmt::format("{}: {}", path, text.problem().message));
  auto devices = program == "lspci" ? parse_lspci(*text) : parse_lsusb(*text);
  if (!devices)
    throw UsageError(
        fmt::format("{}: {}", path == "-" ? "standard input" : path, devices.problem().message));
  return std::move(*devices);
}

// The devices behind --sys are called after their folders: `0000:00:1f.6` of a whole place below
// /sys/devices.
std::vector<Device> read_sys(const std::string& path) {
  if (!std::filesystem::exists(path))
    throw UsageError(fmt::format("--sys {}: no such folder (devices go before --sys)", path));
  std::vector<Device> devices = listed_devices(path);
  for (Device& device : devices) device.where.erase(0, device.where.rfind('/') + 1);
  return devices;
}

}  // namespace

void add_device_options(po::options_description& options) {
  auto add = options.add_options();
  add("devices", text_value("FILE"),
      "a list of modaliases or HOST<TAB>MODALIAS lines, or a /sys folder");
  add("sys", text_value("DIR")->implicit_value("/sys"),
      "the devices of this machine, or of a copy of a /sys");
  add("from", text_value("lspci|lsusb"),
      "read what that program printed, with ids (lspci -n, -nn, -nmm, ...; lsusb, lsusb -v), from "
      "--devices or "
      "standard input");
}

DeviceOptions device_options(const OptionValues& values) {
  return {.named = texts_option(values, "path"),
          .list = text_option(values, "devices"),
          .sys = text_option(values, "sys"),
          .from = text_option(values, "from")};
}

std::vector<Device> devices_of(const DeviceOptions& options) {
  std::vector<Device> devices;
  for (const std::string& argument : options.named) devices.push_back(device_of(argument));
  const auto add = [&](std::vector<Device> more) {
    std::move(more.begin(), more.end(), std::back_inserter(devices));
  };
  if (options.from)
    add(read_listing(*options.from, options.list.value_or("-")));
  else if (options.list)
    add(std::filesystem::is_directory(*options.list) ? read_sys(*options.list)
                                                     : listed_devices(*options.list));
  if (options.sys) add(read_sys(*options.sys));
  if (devices.empty())
    throw UsageError("no device: name a modalias, or give --devices, --sys or --from");
  return devices;
}

std::vector<Device> listed_devices(const std::string& path) {
  auto devices = read_devices(path);
  if (!devices)
    throw UsageError(fmt::format("{}: {}", path, message_with_remedy(devices.problem())));
  return std::move(*devices);
}

}  // namespace ko2alias
