#include "device/device_list.h"

#include "device/device_text.h"
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

}  // namespace ko2alias
