#include "support/wrap.h"

#include <algorithm>

namespace ko2alias {
namespace {

// The size of what stands first: a colour, as `\x1b[31m`, or a character.
std::size_t size_of_first(std::string_view text) {
  if (text.starts_with("\x1b[")) return std::min(text.find('m'), text.size() - 1) + 1;
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return size;
}

bool is_color(std::string_view text) { return text.starts_with("\x1b["); }

// The beginning of a word that takes no more than so many columns, behind a slash if one stands in
// its second half.
std::string_view piece_of(std::string_view word, std::size_t columns) {
  std::size_t size = 0;
  for (std::size_t taken = 0; size < word.size();) {
    const std::string_view rest = word.substr(size);
    if (!is_color(rest) && ++taken > columns) break;
    size += size_of_first(rest);
  }
  if (size == word.size()) return word;
  const auto slash = word.substr(0, size).rfind('/');
  return word.substr(0, slash != std::string_view::npos && slash >= size / 2 ? slash + 1 : size);
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    columns += is_color(text) ? 0 : 1;
    text.remove_prefix(size_of_first(text));
  }
  return columns;
}

void append_words(std::string& out, std::string_view text, const Margins& margins,
                  std::size_t column) {
  const std::size_t room = std::max<std::size_t>(margins.columns, margins.indent + 1);
  const auto start_line = [&] {
    out += '\n' + std::string(margins.indent, ' ');
    column = margins.indent;
  };
  while (!text.empty()) {
    std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (word.empty()) continue;
    if (column > margins.indent && column + 1 + columns_of(word) > room) {
      start_line();
    } else if (column > margins.indent) {
      out += ' ';
      ++column;
    }
    while (column + columns_of(word) > room) {
      const std::string_view piece = piece_of(word, room - column);
      out += piece;
      word.remove_prefix(piece.size());
      start_line();
    }
    out += word;
    column += columns_of(word);
  }
}

}  // namespace ko2alias
