#include "support/columns.h"

#include <algorithm>

#include "support/glyphs.h"

namespace ko2alias {
namespace {

constexpr std::size_t widest_column = 500;

// Most cells are ASCII without colours.
std::size_t width_of(const std::string& cell) {
  const auto is_plain = [](char c) { return static_cast<signed char>(c) >= ' '; };
  return std::all_of(cell.begin(), cell.end(), is_plain) ? cell.size() : columns_of(cell);
}

}  // namespace

void ColumnWidths::widen(const Row& row) {
  widths_.resize(std::max(widths_.size(), row.size()));
  for (std::size_t i = 0; i < row.size(); ++i)
    if (row[i].size() <= widest_column) widths_[i] = std::max(widths_[i], width_of(row[i]));
}

std::string ColumnWidths::line(const Row& row) const {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    line += "  " + row[i];
    if (const std::size_t width = width_of(row[i]); width < widths_[i])
      line.append(widths_[i] - width, ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string layout_rows(const std::vector<Row>& rows) {
  ColumnWidths widths;
  for (const Row& row : rows) widths.widen(row);
  std::string text;
  for (const Row& row : rows) text += widths.line(row);
  return text;
}

}  // namespace ko2alias
