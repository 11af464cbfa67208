// Lists with a device a line. A line that begins a list holds the modalias of a bus that is known,
// or ids; behind such lines one of any other bus counts too, which no table of ours has.
#include <optional>

#include <fmt/core.h>

#include "device/device_line.h"
#include "device/device_reader.h"
#include "device/device_text.h"

namespace ko2alias {
namespace {

class ListReader final : public DeviceReader {
 public:
  using DeviceReader::DeviceReader;

  [[nodiscard]] bool begins(std::string_view line) const override {
    return parse_device_line(line).has_value();
  }

  void read(const TextLine& line) override {
    if (line.text.empty()) return;
    if (auto device = parse_device_line(line.text)) return add(std::move(*device));
    auto device = parse_device_line(line.text, KnownBuses::no);
    if (!device)
      return add(Severity::error, line.number,
                 "expected a modalias or ids such as 8086:10d3, with or without HOST<TAB> before "
                 "them, or what lspci, lsusb, usb-devices or udevadm prints");
    add(Severity::warning, line.number,
        fmt::format("no bus '{}' is known; it is taken for one",
                    device->modalias.substr(0, device->modalias.find(':'))));
    add(std::move(*device));
  }
};

// What modprobe would be asked: names of modules, `fs-ext4`, and texts that nothing matches.
class VerbatimReader final : public DeviceReader {
 public:
  using DeviceReader::DeviceReader;

  [[nodiscard]] bool begins(std::string_view line) const override { return !line.empty(); }
  void read(const TextLine& line) override {
    if (!line.text.empty()) add({.modalias = std::string(line.text)});
  }
};

}  // namespace

std::unique_ptr<DeviceReader> make_verbatim_reader(DeviceReading& reading) {
  return std::make_unique<VerbatimReader>(reading);
}

std::unique_ptr<DeviceReader> make_list_reader(DeviceReading& reading) {
  return std::make_unique<ListReader>(reading);
}

}  // namespace ko2alias
