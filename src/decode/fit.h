// How well a variant's layout fits a table: the evidence on which layouts are chosen.
#pragma once

#include <string_view>

#include "describe/bus.h"

namespace ko2alias {

struct Fit {
  bool is_multiple = false;
  bool is_terminated = false;
  /// Entries, terminator aside, and those among them that look like something else: dirty padding,
  /// unknown flags, ids out of range, text that is none.
  unsigned entries = 0;
  unsigned implausible = 0;

  [[nodiscard]] bool is_possible() const { return is_multiple && is_terminated; }
  /// From 0 (all entries plausible) to 1.
  [[nodiscard]] double implausibility() const {
    return entries == 0 ? 0 : static_cast<double>(implausible) / entries;
  }
};

Fit fit_of(const Variant& variant, const Abi& abi, std::string_view table);

}  // namespace ko2alias
