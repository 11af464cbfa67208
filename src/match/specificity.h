// How much a pattern demands of a device.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ko2alias {

struct Specificity {
  /// The tags of the fields that it does not leave open, for buses with fields of known width: `v`,
  /// `d`.
  std::vector<std::string_view> fields{};
  /// How many characters it demands, each a certain one or one of a set, and how many wildcards it
  /// has.
  std::size_t characters = 0;
  std::size_t wildcards = 0;
};
/// Looks into the pattern.
Specificity specificity_of(std::string_view pattern);

}  // namespace ko2alias
