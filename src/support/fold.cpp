#include "support/fold.h"

#include <algorithm>

#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::size_t further_in = 4;

// The size of what stands first: a colour, `\x1b[31m`, or a character in UTF-8.
std::size_t size_of_first(std::string_view text) {
  if (text.starts_with("\x1b[")) return std::min(text.find('m'), text.size() - 1) + 1;
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return size;
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
