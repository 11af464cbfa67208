#include "cli/kernels.h"

#include <filesystem>

#include <fmt/core.h>

#include "cli/options.h"
#include "device/device_listing.h"
#include "device/sys_devices.h"
#include "input/file_names.h"
#include "kernel/module_files.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

bool is_path(const std::string& path) {
  std::error_code ignored;
  return path == "-" || path.starts_with('@') || fs::exists(path, ignored);
}

// `boot/config-6.12` of `linux.deb: ./boot/config-6.12`.
std::string_view member_name(const Item& item) {
  if (!item.path.empty()) return item.path;
  const auto colon = item.name.rfind(": ");
  return std::string_view(item.name).substr(colon == std::string::npos ? 0 : colon + 2);
}

}  // namespace

std::vector<std::string> split_joined_paths(const std::string& path) {
  if (is_path(path)) return {path};
  for (auto plus = path.find('+'); plus != std::string::npos; plus = path.find('+', plus + 1)) {
    if (!is_path(path.substr(0, plus))) continue;
    std::vector<std::string> parts = split_joined_paths(path.substr(plus + 1));
    if (!is_path(parts.front())) continue;
    parts.insert(parts.begin(), path.substr(0, plus));
    return parts;
  }
  return {path};
}

KernelReading read_kernel(const std::string& path, ModuleRun run, const WantsData& wants_data,
                          const Streams& streams) {
  KernelReading reading{.kernel = {.name = path}};
  run.paths = split_joined_paths(path);
  run.input.with_kernel_files = true;
  std::size_t configs = 0;
  Workspace workspace;
  // A kernel in several packages may have its `modules.order` in each.
  const auto take_aside = [&](const Item& item) {
    const std::string_view name = member_name(item);
    if (!is_kernel_file_name(name)) return false;
    const auto source = open_item(item, workspace, run.input.max_size);
    const bool is_readable = source && !(*source)->load(0, (*source)->data().size());
    if (!is_readable) return false;
    const std::string_view text = (*source)->data();
    if (is_config_name(name))
      reading.kernel.config = ++configs == 1 ? text : std::string_view();
    else if (is_order_name(name))
      reading.kernel.order += text;
    else if (run.input.with_builtin)
      reading.kernel.builtin += text;
    return true;
  };
  const auto take = [&](KernelModule& module) {
    if (path_in_tree(module.path).empty()) module.place = place_below(run.paths, module.path);
    reading.kernel.modules.push_back(std::move(module));
  };
  const auto convert = [&](const ModuleReport& report) {
    return make_kernel_module(report, wants_data);
  };
  reading.status = read_modules<KernelModule>(run, streams, convert, take, take_aside);
  drop_hidden_modules(reading.kernel);
  if (!reading.kernel.modules.empty() || reading.status == trouble) return reading;
  streams.err << fmt::format("ko2alias: error: {}: no modules and no aliases in it\n",
                             escape_for_terminal(path));
  reading.status = trouble;
  return reading;
}

DeviceNames read_device_names(const std::optional<std::string>& folder) {
  const auto read = [&](const std::string& name) {
    for (const std::string& place :
         {folder.value_or("/usr/share/misc"), folder.value_or("/usr/share/hwdata")})
      if (auto text = read_text_file(std::string(place).append("/").append(name)))
        return std::move(*text);
    return std::string();
  };
  return {read("pci.ids"), read("usb.ids")};
}

std::vector<Device> read_devices(const std::string& path) {
  std::error_code ignored;
  std::vector<Device> devices;
  if (fs::is_directory(path, ignored)) {
    const auto found = read_sys_devices(path);
    if (!found) throw UsageError(fmt::format("{}: {}", path, found.problem().message));
    for (const SysDevice& device : *found)
      devices.push_back({device.place, device.modalias, device.driver});
    return devices;
  }
  const auto text = read_text_file(path);
  if (!text) throw UsageError(fmt::format("{}: {}", path, text.problem().message));
  if (const auto line = find_listing_line(*text))
    throw UsageError(fmt::format(
        "{}: line {}: not a modalias, but what lspci or lsusb prints ('ko2alias match' reads it "
        "with --from)",
        path, *line));
  devices = parse_devices(*text);
  if (devices.empty()) throw UsageError(fmt::format("{}: no devices in this file", path));
  return devices;
}

}  // namespace ko2alias
