// What texts take on a screen. A character takes one column, or two if it is a wide one of East
// Asia (Unicode Standard Annex 11), or none if it stands on the one before; a colour takes none.
#pragma once

#include <cstddef>
#include <string_view>

namespace ko2alias {

/// What stands first in a text: a colour, as `\x1b[31m`, or a character in UTF-8.
struct Glyph {
  /// In bytes; 0 if the text is empty.
  std::size_t size = 0;
  std::size_t columns = 0;
};

Glyph first_glyph(std::string_view text);

std::size_t columns_of(std::string_view text);

/// As much of the beginning as so many columns hold.
std::string_view first_columns(std::string_view text, std::size_t columns);
/// As much of the end as so many columns hold.
std::string_view last_columns(std::string_view text, std::size_t columns);

}  // namespace ko2alias
