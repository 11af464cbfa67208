#include "consume/devices.h"

#include <algorithm>

#include "support/text.h"

namespace ko2alias {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::vector<Device> parse_devices(std::string_view text) {
  std::vector<Device> devices;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (trimmed(line).empty() || line[0] == '#') continue;
    const auto tab = trimmed(line).rfind('\t');
    const std::string_view whole = trimmed(line);
    if (tab == std::string_view::npos)
      devices.push_back({.modalias = std::string(whole)});
    else
      devices.push_back({std::string(trimmed(whole.substr(0, tab))), std::string(trimmed(whole.substr(tab + 1)))});
  }
  return devices;
}

}  // namespace ko2alias
