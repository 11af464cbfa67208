// What a text goes to.
#pragma once

#include <cstddef>

namespace ko2alias {

/// What a text to read goes to. In a pipe or a file nothing is cut or folded.
struct Screen {
  bool is_terminal = false;
  /// Its width in columns; it counts on a terminal alone.
  std::size_t columns = 80;
  /// Whether colours may be used.
  bool has_color = false;
  /// Whether titles of columns and totals are wanted.
  bool has_header = true;
};

}  // namespace ko2alias
