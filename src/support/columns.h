// Columns of text.
#pragma once

#include <string>
#include <vector>

namespace ko2alias {

using Row = std::vector<std::string>;

/// Rows of equal length with their columns lined up, two blanks before each, nothing behind the
/// last.
std::string layout_rows(const std::vector<Row>& rows);

}  // namespace ko2alias
