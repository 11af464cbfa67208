// Lines that are wider than the screen, folded:
//
//   of  acme_dac  CONFIG_ACME_DAC: m →
//       not set
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ko2alias {

/// The text with its wide lines broken at a blank, where there is one that leaves half a line, or
/// else where the screen ends; what is left goes on four columns further in. Colours take no
/// columns, any other character one.
std::string folded(std::string_view text, std::size_t columns);

}  // namespace ko2alias
