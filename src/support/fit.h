// Texts made to fit a terminal's columns.
//
//   pci:v00008086d000010D3sv…c00i00        a modalias, cut in the middle
//   Intel Corporation 82574L Giga…         a name, cut at its end
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ko2alias {

/// The text, or where it takes more columns its beginning and its end with `…` between them. The
/// beginning is the longer part, as ids begin with what tells most. It has no colours.
std::string cut_middle(std::string_view text, std::size_t columns);
/// The text, or where it takes more columns its beginning with `…` behind.
std::string cut_end(std::string_view text, std::size_t columns);

}  // namespace ko2alias
