#include "support/fit.h"

#include <algorithm>

#include "support/text.h"
#include "support/wrap.h"

namespace ko2alias {
namespace {

constexpr std::string_view ellipsis = "…";
constexpr std::size_t deeper = 4;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The first characters of a text, and the last ones.
std::string_view first_columns(std::string_view text, std::size_t columns) {
  std::size_t size = 0;
  for (std::size_t taken = 0; size < text.size(); ++size)
    if (!is_continuation(text[size]) && ++taken > columns) break;
  return text.substr(0, size);
}

std::string_view last_columns(std::string_view text, std::size_t columns) {
  std::size_t start = text.size();
  for (std::size_t taken = 0; start > 0 && taken < columns; --start)
    if (!is_continuation(text[start - 1])) ++taken;
  return text.substr(start);
}

std::size_t last_column(std::string_view text) {
  return columns_of(text.substr(text.rfind('\n') + 1));
}

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

std::string fit_line(std::string_view line, const Screen& screen) {
  if (!screen.is_terminal || columns_of(line) <= screen.columns) return std::string(line);
  const std::size_t start = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t indent = start + deeper;
  std::string out(start, ' ');
  line.remove_prefix(start);
  for (bool is_first = true; !line.empty(); is_first = false) {
    constexpr std::string_view between = "  ";
    const std::string_view field = line.substr(0, line.find(between));
    line.remove_prefix(std::min(line.size(), field.size() + between.size()));
    if (is_first) {
      append_fitted(out, field, indent, screen.columns);
    } else if (last_column(out) + between.size() + columns_of(field) <= screen.columns) {
      out.append(between).append(field);
    } else {
      out.append("\n").append(indent, ' ');
      append_fitted(out, field, indent, screen.columns);
    }
  }
  return out;
}

void append_fitted(std::string& out, std::string_view text, std::size_t indent,
                   std::size_t columns) {
  for (bool is_first = true; !text.empty(); is_first = false) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const std::size_t blank = is_first ? 0 : 1;
    const std::size_t width = columns_of(word);
    std::size_t column = last_column(out);
    if (column > indent && column + blank + width > columns) {
      out.append("\n").append(indent, ' ');
      column = indent;
    } else {
      out.append(blank, ' ');
      column += blank;
    }
    // Breaks a word that no line can hold.
    append_words(out, word, {.indent = std::max(indent, column), .columns = columns}, column);
  }
}

}  // namespace ko2alias
