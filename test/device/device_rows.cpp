#include "device/device_rows.h"

namespace ko2alias::test {

strings shown(const DeviceReading& reading) {
  strings lines;
  for (const Device& device : reading.devices) {
    std::string line = device.where + (device.where.empty() ? "" : " ") + device.modalias;
    if (!device.driver.empty()) line += " " + device.driver;
    for (const std::string& module : device.modules) line += " (" + module + ")";
    if (!device.doubtful_at.empty()) line += "? " + device.doubtful_at;
    lines.push_back(line);
  }
  for (const Problem& problem : reading.problems) lines.push_back(to_text(problem));
  return lines;
}

strings shown(std::string_view text, ListingKind kind) {
  return shown(read_device_text(text, kind));
}

std::string no_ids(int line, const std::string& slot) {
  return "error: line " + std::to_string(line) + ": " + slot +
         ": the ids of vendor and device are missing: expected what lspci -n or lspci -nn prints";
}

}  // namespace ko2alias::test
