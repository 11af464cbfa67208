#include "support/wrap.h"

#include <algorithm>

#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::size_t further_in = 4;

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

// The bytes of a line that fit, and of these the ones up to the last blank.
struct Fit {
  std::size_t size = 0;
  std::size_t to_blank = 0;
};

Fit fit_into(std::string_view line, std::size_t columns) {
  Fit fit;
  std::size_t column = 0;
  std::size_t column_of_blank = 0;
  while (fit.size < line.size()) {
    const std::string_view rest = line.substr(fit.size);
    const bool is_color = rest.front() == '\x1b';
    if (!is_color && column == columns) break;
    if (rest.front() == ' ') {
      fit.to_blank = fit.size;
      column_of_blank = column;
    }
    column += is_color ? 0 : 1;
    fit.size += size_of_first(rest);
  }
  // A blank where the screen ends is as good.
  if (fit.size < line.size() && line[fit.size] == ' ')
    fit.to_blank = fit.size;
  else if (column_of_blank < columns / 2)
    fit.to_blank = 0;
  return fit;
}

void append_folded(std::string& out, std::string_view line, std::size_t columns) {
  const std::size_t indent = std::min(line.find_first_not_of(' ') + further_in, columns / 2);
  std::size_t room = columns;
  for (;;) {
    const Fit fit = fit_into(line, room);
    if (fit.size == line.size()) break;
    const std::size_t size = fit.to_blank != 0 ? fit.to_blank : fit.size;
    const std::string_view piece = line.substr(0, size);
    out.append(piece.substr(0, piece.find_last_not_of(' ') + 1)).append("\n").append(indent, ' ');
    line.remove_prefix(size);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    room = columns - indent;
  }
  out += line;
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
    const bool needs_blank = !out.empty() && out.back() != ' ' && out.back() != '\n';
    const bool is_taken = needs_blank || column >= room;
    if (is_taken && column + 1 + columns_of(word) > room) {
      start_line();
    } else if (needs_blank) {
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

std::string folded(std::string_view text, std::size_t columns) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const bool has_end = text.find('\n') != std::string_view::npos;
    const std::string_view line = take_line(text);
    if (line.size() <= columns)
      out += line;
    else
      append_folded(out, line, columns);
    if (has_end) out += '\n';
  }
  return out;
}

}  // namespace ko2alias
