#include "device/device_fields.h"

#include <algorithm>
#include <charconv>

#include "support/text.h"

namespace ko2alias {
namespace {

class ModaliasText {
 public:
  explicit ModaliasText(std::string_view bus) : text_(bus) {}

  ModaliasText& add(std::string_view label, Field field, unsigned digits) {
    text_ += label;
    if (field)
      append_hex(text_, *field, digits);
    else
      text_ += '*';
    return *this;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

Field to_field(std::string_view text, int base) {
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  return error == std::errc() && stop == end ? Field(value) : std::nullopt;
}

}  // namespace

std::string modalias_of(const PciFields& fields) {
  return ModaliasText("pci:")
      .add("v", fields.vendor, 8)
      .add("d", fields.device, 8)
      .add("sv", fields.subvendor, 8)
      .add("sd", fields.subdevice, 8)
      .add("bc", fields.base_class, 2)
      .add("sc", fields.subclass, 2)
      .add("i", fields.interface, 2)
      .text();
}

std::string modalias_of(const UsbFields& fields) {
  return ModaliasText("usb:")
      .add("v", fields.vendor, 4)
      .add("p", fields.product, 4)
      .add("d", fields.version, 4)
      .add("dc", fields.device_class, 2)
      .add("dsc", fields.device_subclass, 2)
      .add("dp", fields.device_protocol, 2)
      .add("ic", fields.interface_class, 2)
      .add("isc", fields.interface_subclass, 2)
      .add("ip", fields.interface_protocol, 2)
      .add("in", fields.interface_number, 2)
      .text();
}

Field to_hex_field(std::string_view text, std::size_t digits) {
  return text.size() == digits ? to_field(text, 16) : std::nullopt;
}

Field to_decimal_field(std::string_view text) { return to_field(text, 10); }

IdPair to_id_pair(std::string_view text) {
  if (text.size() != 9 || text[4] != ':') return {};
  const IdPair ids{to_hex_field(text.substr(0, 4), 4), to_hex_field(text.substr(5), 4)};
  return ids.first && ids.second ? ids : IdPair{};
}

}  // namespace ko2alias
