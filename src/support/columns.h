// Columns of text.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ko2alias {

using Row = std::vector<std::string>;

/// Lines up the columns of rows that are shown one by one, once all of them have been seen. A cell
/// of more than 500 bytes does not count: it would widen every row.
class ColumnWidths {
 public:
  void widen(const Row& row);
  /// The row as a line: two blanks before each cell, nothing behind the last.
  [[nodiscard]] std::string line(const Row& row) const;
  /// The widest cell of each column.
  [[nodiscard]] const std::vector<std::size_t>& widths() const { return widths_; }

 private:
  std::vector<std::size_t> widths_;
};

/// The lines of rows of equal length.
std::string layout_rows(const std::vector<Row>& rows);

}  // namespace ko2alias
