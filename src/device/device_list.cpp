// A list is a file with one device a line, or a folder that is a /sys.
#include "device/device_list.h"

#include <filesystem>

#include <fmt/core.h>

#include "device/device_text.h"
#include "device/sys_devices.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {

std::vector<Device> parse_devices(std::string_view text) {
  std::vector<Device> devices;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const std::string_view whole = trim(line);
    if (whole.empty() || line[0] == '#') continue;
    const auto tab = whole.rfind('\t');
    const bool has_host = tab != std::string_view::npos;
    const std::string_view device = has_host ? trim(whole.substr(tab + 1)) : whole;
    devices.push_back({std::string(has_host ? trim(whole.substr(0, tab)) : ""),
                       modalias_of_ids(device).value_or(std::string(device))});
  }
  return devices;
}

Result<std::vector<Device>> read_devices(const std::string& path) {
  std::error_code ignored;
  std::vector<Device> devices;
  if (std::filesystem::is_directory(path, ignored)) {
    const auto found = read_sys_devices(path);
    if (!found) return found.problem();
    for (const SysDevice& device : *found)
      devices.push_back({device.place, device.modalias, device.driver});
    return devices;
  }
  const auto text = read_text_file(path);
  if (!text) return text.problem();
  if (const auto line = find_listing_line(*text))
    return Problem{
        .message = fmt::format("line {}: not a modalias, but what lspci or lsusb prints", *line),
        .kind = ProblemKind::device_listing};
  devices = parse_devices(*text);
  if (devices.empty()) return error("no devices in this file");
  return devices;
}

}  // namespace ko2alias
