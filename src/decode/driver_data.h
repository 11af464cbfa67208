// The `driver_data` of a table's entry, which the driver gets along with the device.
#pragma once

#include <optional>
#include <string>

#include "ko2alias/decode.h"
#include "ko2alias/references.h"

namespace ko2alias {

class DriverData {
 public:
  /// Keeps references to the module and the image. All symbols and relocations are read here.
  DriverData(const DecodedModule& module, const ModuleImage& image);

  /// `0x2a` for a number, `board_info+0x40` for a pointer, `"text"` for a pointer to a text. Empty
  /// where the entry has no such member, or where it is not known what the pointer leads to.
  [[nodiscard]] std::string text(std::uint32_t table, std::uint32_t entry) const;

  /// Null where the module's symbols or relocations are damaged.
  [[nodiscard]] const References* references() const {
    return references_ ? &*references_ : nullptr;
  }
  /// The place of a table in the image.
  [[nodiscard]] std::optional<Place> place_of(std::uint32_t table) const;

 private:
  [[nodiscard]] std::string target_text(const Target& target) const;

  const DecodedModule& module_;
  const ModuleImage& image_;
  std::optional<References> references_;
};

}  // namespace ko2alias
