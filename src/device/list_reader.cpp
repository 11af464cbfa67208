// Lists with a device a line. A line that begins a list holds the modalias of a bus that is known,
// or ids; behind such lines one of any other bus counts too, which no table of ours has.
#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "device/device_line.h"
#include "device/device_reader.h"
#include "device/device_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The name of a module, alone or behind `HOST<TAB>`, as far as its letters tell. A number is none.
std::optional<Device> named_module(const TextLine& line) {
  const auto tab = line.text.rfind('\t');
  const std::size_t start = tab == std::string_view::npos ? 0 : tab + 1;
  const std::string_view name = line.text.substr(start);
  constexpr std::string_view digits = "0123456789";
  constexpr std::string_view others = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
  const auto is_of_name = [&](char c) {
    return digits.find(c) != std::string_view::npos || others.find(c) != std::string_view::npos;
  };
  if (!std::all_of(name.begin(), name.end(), is_of_name) ||
      name.find_first_not_of(digits) == std::string_view::npos)
    return std::nullopt;
  const std::string host(trim(line.text.substr(0, start)));
  return Device{.where = host,
                .modalias = std::string(name),
                .host = host,
                .doubtful_at = place_of(line.number)};
}

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
    if (!device) {
      if (auto module = named_module(line)) return add(std::move(*module));
      return add(Severity::error, line.number, std::string(expected_line));
    }
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
