#include "consume/devices.h"

#include "support/text.h"

namespace ko2alias {

std::vector<Device> parse_devices(std::string_view text) {
  std::vector<Device> devices;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const std::string_view whole = trim(line);
    if (whole.empty() || line[0] == '#') continue;
    const auto tab = whole.rfind('\t');
    if (tab == std::string_view::npos)
      devices.push_back({.modalias = std::string(whole)});
    else
      devices.push_back({std::string(trim(whole.substr(0, tab))), std::string(trim(whole.substr(tab + 1)))});
  }
  return devices;
}

}  // namespace ko2alias
