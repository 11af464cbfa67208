// How much a pattern demands of a device.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ko2alias {

struct Specificity {
  /// The fields that it names, of buses with fields of known width: `v`, `d`.
  std::vector<std::string_view> fields{};
  /// Characters that it demands, one of a set or a certain one, and wildcards.
  std::size_t characters = 0;
  std::size_t wildcards = 0;
};
/// Looks into the pattern.
Specificity specificity_of(std::string_view pattern);

}  // namespace ko2alias
