// What a driver is given with a device: the `driver_data` of its table's entry.
#pragma once

#include <optional>
#include <string>

#include "ko2alias/decode.h"
#include "ko2alias/references.h"

namespace ko2alias {

class DriverData {
 public:
  /// Looks into the module and the image. Symbols and relocations are read at once.
  DriverData(const DecodedModule& module, const ModuleImage& image);

  /// `0x2a` for a number, `board_info+0x40` for a pointer, `"text"` for a pointer to one. Empty
  /// where the entry has no such member, or where it points nobody can say.
  [[nodiscard]] std::string text(std::uint32_t table, std::uint32_t entry) const;

  /// Null where the module's symbols or relocations are damaged.
  [[nodiscard]] const References* references() const {
    return references_ ? &*references_ : nullptr;
  }
  /// Where a table lies.
  [[nodiscard]] std::optional<Place> place_of(std::uint32_t table) const;

 private:
  [[nodiscard]] std::string target_text(const Target& target) const;

  const DecodedModule& module_;
  const ModuleImage& image_;
  std::optional<References> references_;
};

}  // namespace ko2alias
