// The `driver_data` of a table's entry, which the driver gets along with the device.
#pragma once

#include <optional>
#include <string>

#include "decode/pointers.h"
#include "decode/same_data.h"
#include "ko2alias/decode.h"

namespace ko2alias {

class DriverData {
 public:
  /// Keeps references to the module and the image. All symbols and relocations are read here.
  DriverData(const DecodedModule& module, const ModuleImage& image);

  /// `0x2a` for a number, `board_info+0x40` for a pointer, `"text"` for a pointer to a text,
  /// `.data+0x8` for a pointer to something without a name. Empty where the entry has no such
  /// member, or where it is not known what that holds.
  [[nodiscard]] std::string text(std::uint32_t table, std::uint32_t entry) const;

  /// The same for a comparison with another module. Empty too where the text means nothing there:
  /// the places of things without a name differ from build to build.
  [[nodiscard]] std::string portable_text(std::uint32_t table, std::uint32_t entry) const;

  /// Compares two entries of a table by what their data are, and pointers by where they lead,
  /// whatever the names there. Entries without such a member have the same.
  [[nodiscard]] SameData compare(std::uint32_t table, std::uint32_t a, std::uint32_t b) const;

  /// All that is known of the module's pointers.
  [[nodiscard]] const Pointers& pointers() const { return pointers_; }

  /// Null where the module's symbols or relocations are damaged.
  [[nodiscard]] const References* references() const { return pointers_.references(); }

 private:
  [[nodiscard]] std::optional<Value> value(std::uint32_t table, std::uint32_t entry) const;

  const DecodedModule& module_;
  Pointers pointers_;
};

}  // namespace ko2alias
