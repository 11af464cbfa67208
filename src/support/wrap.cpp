#include "support/wrap.h"

#include <algorithm>

#include "support/glyphs.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::size_t further_in = 4;

// Of what fits into a line without a blank the part up to a slash in its second half, or all of it.
std::size_t size_to_slash(std::string_view fitting) {
  const auto slash = fitting.rfind('/');
  return slash != std::string_view::npos && slash >= fitting.size() / 2 ? slash + 1
                                                                        : fitting.size();
}

// What fits into a line, and a character at least.
std::string_view fitting_part(std::string_view text, std::size_t columns) {
  return text.substr(0, std::max(first_columns(text, columns).size(), first_glyph(text).size));
}

// The beginning of a word that takes no more than so many columns.
std::string_view piece_of(std::string_view word, std::size_t columns) {
  const std::string_view fitting = fitting_part(word, columns);
  return fitting.size() == word.size() ? word : word.substr(0, size_to_slash(fitting));
}

// The part of a wide line that a line of the screen takes: up to the last place between fields, or
// between words, that leaves half a line, or behind which stands what a further line holds whole.
std::string_view line_of(std::string_view text, std::size_t columns, std::size_t further) {
  const std::string_view fitting = fitting_part(text, columns);
  for (const std::string_view between : {"  ", " "}) {
    // A blank where the screen ends is as good.
    const auto at = text.substr(0, fitting.size() + between.size()).rfind(between);
    if (at == std::string_view::npos) continue;
    const std::string_view line = text.substr(0, text.find_last_not_of(' ', at) + 1);
    const std::string_view rest = trim(text.substr(at));
    const std::size_t held = first_columns(rest, further).size();
    const bool is_held_whole =
        held == rest.size() ||
        rest.substr(0, held + between.size()).find(between) != std::string_view::npos;
    if (!line.empty() && (columns_of(line) >= columns / 2 || is_held_whole)) return line;
  }
  return text.substr(0, size_to_slash(fitting));
}

void append_folded(std::string& out, std::string_view line, std::size_t columns) {
  const std::size_t indent = std::min(line.find_first_not_of(' ') + further_in, columns / 2);
  for (std::size_t room = columns; first_columns(line, room).size() < line.size();
       room = columns - indent) {
    const std::string_view piece = line_of(line, room, columns - indent);
    out.append(piece).append("\n").append(indent, ' ');
    line.remove_prefix(piece.size());
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  }
  out += line;
}

}  // namespace

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
    std::string_view piece = piece_of(word, room - column);
    for (; piece.size() < word.size(); piece = piece_of(word, room - column)) {
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
