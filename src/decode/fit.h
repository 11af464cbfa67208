// Measures how well a variant's layout fits a table: the evidence by which layouts are chosen.
#pragma once

#include <string_view>

#include "describe/bus.h"

namespace ko2alias {

struct Fit {
  /// Whether the size of the table is a multiple of the entry size.
  bool is_multiple = false;
  bool is_terminated = false;
  /// The number of entries without the terminator, and of those among them that look like something
  /// else: their padding is not zero, an id is out of range, a text holds what no text does.
  unsigned entries = 0;
  unsigned implausible = 0;

  [[nodiscard]] bool is_possible() const { return is_multiple && is_terminated; }
  /// From 0 (all entries plausible) to 1.
  [[nodiscard]] double implausibility() const {
    return entries == 0 ? 0 : static_cast<double>(implausible) / entries;
  }
};

Fit fit_of(const Variant& variant, const Abi& abi, std::string_view table);

/// The misfit of a layout that cannot be: it outweighs any number of tables with odd values.
constexpr double impossible = 1000;

/// The misfit of a variant to a table: 0 where all its entries make sense, 1 where none does, and
/// `impossible` where the layout cannot be.
double misfit_of(const Variant& variant, const Abi& abi, std::string_view table);

}  // namespace ko2alias
