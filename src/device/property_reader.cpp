// Properties of devices, as udevadm prints them and as uevent files hold them:
//
//   P: /devices/pci0000:00/0000:00:1f.2      DRIVER=ahci            looking at device '/devices/…':
//   E: DRIVER=ahci                           MODALIAS=pci:v…          DRIVER=="ahci"
//   E: MODALIAS=pci:v…                                                ATTR{modalias}=="pci:v…"
//
// An empty line ends a device, and so does a property that it has already: uevent files stand one
// behind the other without anything between them.
#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "device/device_reader.h"
#include "device/device_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

struct Property {
  std::string_view key{};
  std::string_view value{};
};

// `KEY=VALUE`, also behind `E: `.
std::optional<Property> property_of(std::string_view line) {
  if (line.starts_with("E:")) line = trim(line.substr(2));
  const std::string_view key = line.substr(0, std::min(line.find('='), line.size()));
  const bool is_key =
      !key.empty() && key.size() < line.size() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      });
  if (!is_key || line.substr(key.size()).starts_with("==")) return std::nullopt;
  return Property{key, trim(line.substr(key.size() + 1))};
}

// `ATTR{modalias}=="pci:v…"` and `DRIVER=="ahci"` of udevadm info -a, which has those of the
// devices above with an S.
std::optional<Property> match_of(std::string_view line) {
  const auto at = line.find("==\"");
  if (at == std::string_view::npos || !line.ends_with('"') || line.size() < at + 4)
    return std::nullopt;
  const std::string_view key = line.substr(0, at);
  const std::string_view value = line.substr(at + 3, line.size() - at - 4);
  if (key == "ATTR{modalias}" || key == "ATTRS{modalias}") return Property{"MODALIAS", value};
  if (key == "DRIVER" || key == "DRIVERS") return Property{"DRIVER", value};
  return std::nullopt;
}

// The path of a line that begins a device: `P: /devices/…`, `looking at device '/devices/…':`.
std::string_view path_of(std::string_view line) {
  if (line.starts_with("P: /")) return line.substr(3);
  const bool is_look =
      line.starts_with("looking at device '") || line.starts_with("looking at parent device '");
  if (!is_look) return {};
  line.remove_prefix(line.find('\'') + 1);
  return line.substr(0, line.find('\''));
}

// `/sys/…/0000:00:1f.2/uevent:DRIVER=ahci`, as grep writes it.
struct FileLine {
  std::string_view path{};
  std::string_view text{};
};
FileLine file_line_of(std::string_view line) {
  constexpr std::string_view file = "/uevent:";
  const auto at = line.find(file);
  if (at == std::string_view::npos) return {{}, line};
  return {line.substr(0, at), line.substr(at + file.size())};
}

class PropertyReader final : public DeviceReader {
 public:
  using DeviceReader::DeviceReader;

  [[nodiscard]] bool begins(std::string_view line) const override {
    return !path_of(line).empty() || property_of(file_line_of(line).text) || match_of(line);
  }

  void read(const TextLine& line) override {
    if (line.text.empty()) return finish();
    if (const std::string_view path = path_of(line.text); !path.empty()) return begin(path);
    const FileLine in_file = file_line_of(line.text);
    if (!in_file.path.empty() && in_file.path != path_) begin(in_file.path);
    auto property = property_of(in_file.text);
    if (!property) property = match_of(line.text);
    if (property) learn(*property, line.number);
  }

  // The properties of a device come in any order: its driver may stand behind its modalias.
  void finish() override {
    for (const Modalias& one : modaliases_) write(one);
    modaliases_.clear();
    keys_.clear();
    driver_ = path_ = {};
    is_told_apart_ = false;
  }

 private:
  struct Modalias {
    std::string_view text{};
    std::size_t line = 0;
  };

  void begin(std::string_view path) {
    finish();
    path_ = path;
    is_told_apart_ = true;
  }

  // The kernel writes the driver before the modalias.
  [[nodiscard]] bool begins_another(std::string_view key) const {
    const bool is_driver_of_next =
        key == "DRIVER" && keys_.contains("MODALIAS") && !keys_.contains("DEVPATH");
    return !is_told_apart_ && (keys_.contains(key) || is_driver_of_next);
  }

  // A device may report two modaliases, and where its lines are told apart by a path both are its
  // own.
  void learn(const Property& property, std::size_t line) {
    if (begins_another(property.key)) finish();
    keys_.insert(property.key);
    if (property.key == "DEVPATH" && path_.empty()) path_ = property.value;
    if (property.key == "DRIVER" && driver_.empty()) driver_ = property.value;
    if (property.key == "MODALIAS") modaliases_.push_back({property.value, line});
  }

  void write(const Modalias& one) {
    auto modalias = modalias_of_text(one.text);
    if (!modalias || kind_of_modalias(*modalias) == ModaliasKind::none)
      return add(Severity::error, one.line,
                 "expected a modalias behind MODALIAS=, such as spi:ad5300");
    add({.where = std::string(path_.substr(path_.rfind('/') + 1)),
         .modalias = std::move(*modalias),
         .driver = std::string(driver_)});
  }

  std::string_view path_{};
  std::string_view driver_{};
  std::vector<Modalias> modaliases_{};
  std::set<std::string_view> keys_{};
  /// Whether its lines name it: a repeated property does not begin another one.
  bool is_told_apart_ = false;
};

}  // namespace

std::unique_ptr<DeviceReader> make_property_reader(DeviceReading& reading) {
  return std::make_unique<PropertyReader>(reading);
}

}  // namespace ko2alias
