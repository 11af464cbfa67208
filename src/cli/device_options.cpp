#include "cli/device_options.h"

#include <algorithm>
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
  if (!modalias) throw UsageError(fmt::format("{}: {}", argument, modalias.problem().message));
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

// A device behind --sys is taken for its folder. `0000:00:1f.6` of its whole place below
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
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  add("devices", text("FILE"), "a list of modaliases or HOST<TAB>MODALIAS lines, or a /sys folder");
  add("sys", text("DIR")->implicit_value("/sys"),
      "the devices of this machine, or of a copy of a /sys");
  add("from", text("lspci|lsusb"),
      "read what that program printed, with ids (lspci -n, -nn, -nmm, ...; lsusb, lsusb -v), from "
      "--devices or "
      "standard input");
}

std::vector<Device> listed_devices(const std::string& path) {
  auto devices = read_devices(path);
  if (!devices)
    throw UsageError(fmt::format("{}: {}", path, message_with_remedy(devices.problem())));
  return std::move(*devices);
}

std::vector<Device> devices_of(const po::variables_map& values) {
  std::vector<Device> devices;
  if (values.count("path") != 0)
    for (const std::string& argument : values["path"].as<std::vector<std::string>>())
      devices.push_back(device_of(argument));
  const auto add = [&](std::vector<Device> more) {
    std::move(more.begin(), more.end(), std::back_inserter(devices));
  };
  const auto list = text_option(values, "devices");
  if (const auto program = text_option(values, "from"))
    add(read_listing(*program, list.value_or("-")));
  else if (list)
    add(std::filesystem::is_directory(*list) ? read_sys(*list) : listed_devices(*list));
  if (const auto sys = text_option(values, "sys")) add(read_sys(*sys));
  if (devices.empty())
    throw UsageError("no device: name a modalias, or give --devices, --sys or --from");
  return devices;
}

}  // namespace ko2alias
