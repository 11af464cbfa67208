#include "support/fit.h"

#include "support/glyphs.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view ellipsis = "…";

}  // namespace

std::string cut_middle(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string(text);
  if (columns <= 1) return std::string(ellipsis);
  const std::size_t end = (columns - 1) / 6;
  std::string cut(first_columns(text, columns - 1 - end));
  return cut.append(ellipsis).append(last_columns(text, end));
}

std::string cut_end(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::string cut(trim(first_columns(text, columns - 1)));
  return cut.append(ellipsis);
}

}  // namespace ko2alias
