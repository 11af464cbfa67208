#include "support/columns.h"

#include <algorithm>

namespace ko2alias {
namespace {

constexpr std::size_t widest_column = 500;

}  // namespace

void ColumnWidths::widen(const Row& row) {
  widths_.resize(std::max(widths_.size(), row.size()));
  for (std::size_t i = 0; i < row.size(); ++i)
    if (row[i].size() <= widest_column) widths_[i] = std::max(widths_[i], row[i].size());
}

std::string ColumnWidths::line(const Row& row) const {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    line += "  " + row[i];
    if (row[i].size() < widths_[i]) line.append(widths_[i] - row[i].size(), ' ');
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
