// The numbers that are known of a device, on the way to its modalias.
//
//   DeviceFields fields("pci");
//   fields["v"] = 0x8086;
//   fields["d"] = 0x10d3;
//   fields.modalias()      // pci:v00008086d000010D3sv*sd*bc*sc*i*
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "describe/bus.h"

namespace ko2alias {

/// A number of a modalias; nothing where it is not known, which is a `*` in the text.
using Field = std::optional<unsigned>;

class DeviceFields {
 public:
  /// Takes a bus with fields (`pci`). Nothing is known yet.
  explicit DeviceFields(std::string_view bus);

  /// The field with that tag, as the bus's description has it (`sv`). The bus has such a field.
  [[nodiscard]] Field& operator[](std::string_view tag);
  [[nodiscard]] const Field& operator[](std::string_view tag) const;
  [[nodiscard]] std::string modalias() const;

 private:
  [[nodiscard]] std::size_t index_of(std::string_view tag) const;

  const Bus* bus_;
  std::vector<Field> values_;
};

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
