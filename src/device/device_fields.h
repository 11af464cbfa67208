// What is known of a device, on the way to its modalias.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ko2alias {

/// A number of a modalias; nothing where it is not known, which is a `*` in the text.
using Field = std::optional<unsigned>;

struct PciFields {
  Field vendor{};
  Field device{};
  Field subvendor{};
  Field subdevice{};
  Field base_class{};
  Field subclass{};
  Field interface {};
};

struct UsbFields {
  Field vendor{};
  Field product{};
  Field version{};
  Field device_class{};
  Field device_subclass{};
  Field device_protocol{};
  Field interface_class{};
  Field interface_subclass{};
  Field interface_protocol{};
  Field interface_number{};
};

std::string modalias_of(const PciFields& fields);
std::string modalias_of(const UsbFields& fields);

/// The whole text as a hex number of so many digits.
Field to_hex_field(std::string_view text, std::size_t digits);
/// The whole text as a decimal number.
Field to_decimal_field(std::string_view text);

struct IdPair {
  Field first{};
  Field second{};
};
/// `8086:10d3`; both fields are known, or none is.
IdPair to_id_pair(std::string_view text);

}  // namespace ko2alias
