#include "support/safe_output.h"

#include <algorithm>

#include "support/text.h"

namespace ko2alias {
namespace {

// `##vso[` and its like, with the place of the second `#`.
void add_hash_commands(std::string_view text, std::vector<std::size_t>& places) {
  const auto is_letter = [](char c) { return to_upper(c) >= 'A' && to_upper(c) <= 'Z'; };
  for (auto at = text.find("##"); at != std::string_view::npos; at = text.find("##", at + 1)) {
    const auto* const behind = std::find_if_not(text.begin() + at + 2, text.end(), is_letter);
    if (behind != text.end() && *behind == '[') places.push_back(at + 1);
  }
}

// What .NET's Trim takes off, and what nobody sees.
bool is_blank(const Character& character) {
  const char32_t code = character.code;
  return !character.is_visible || code == 0x20 || code == 0xa0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200a) || code == 0x202f || code == 0x205f || code == 0x3000;
}

void skip_blanks(std::string_view& line) {
  for (std::string_view rest = line; !line.empty(); line = rest)
    if (!is_blank(take_character(rest))) return;
}

void add_line_commands(std::string_view text, std::vector<std::size_t>& places) {
  const auto ends_line = [](char c) { return c == '\n' || c == '\r'; };
  for (std::string_view rest = text; !rest.empty();) {
    const auto* const end = std::find_if(rest.begin(), rest.end(), ends_line);
    const auto size = static_cast<std::size_t>(end - rest.begin());
    std::string_view line = rest.substr(0, size);
    skip_blanks(line);
    if (line.starts_with("::"))
      places.push_back(static_cast<std::size_t>(line.data() - text.data()));
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
}

void append_escape(std::string& out, char32_t code, Syntax syntax) {
  switch (syntax) {
    case Syntax::json:
      out += "\\u";
      append_lower_hex(out, code, 4);
      return;
    case Syntax::markup: out += "&#" + std::to_string(code) + ";"; return;
    // A digit in hex behind `\x` would become a part of it.
    case Syntax::c_source:
      out += {'\\', static_cast<char>('0' + code / 64), static_cast<char>('0' + code / 8 % 8),
              static_cast<char>('0' + code % 8)};
      return;
    default: out += "\\x"; append_lower_hex(out, code, 2);
  }
}

// What is not ASCII stands in strings alone, as two escapes from U+10000 on. Bytes that are no
// UTF-8 become U+FFFD, as everywhere in our JSON.
void append_json(std::string& out, const Character& character) {
  const char first = character.bytes[0];
  if (is_printable(first) || first == '\n' || first == '\t') {
    out += first;
  } else if (first == '\r') {
    // White space between values: within a string it would be an escape.
    out += ' ';
  } else if (character.code < 0x10000) {
    append_escape(out, character.code == 0 ? 0xfffd : character.code, Syntax::json);
  } else {
    append_escape(out, 0xd800 + ((character.code - 0x10000) >> 10U), Syntax::json);
    append_escape(out, 0xdc00 + ((character.code - 0x10000) & 0x3ffU), Syntax::json);
  }
}

// `\x1b[31m`, as far as the text begins with one.
std::string_view take_style(std::string_view& text) {
  if (!text.starts_with("\x1b[")) return {};
  const auto end = text.find_first_not_of("0123456789;", 2);
  if (end == std::string_view::npos || text[end] != 'm') return {};
  const std::string_view style = text.substr(0, end + 1);
  text.remove_prefix(style.size());
  return style;
}

}  // namespace

std::vector<std::size_t> find_log_commands(std::string_view text, Syntax syntax) {
  std::vector<std::size_t> places;
  if (syntax == Syntax::commands) return places;
  add_hash_commands(text, places);
  // A line of JSON begins with a bracket or a quote.
  if (syntax != Syntax::json) add_line_commands(text, places);
  std::sort(places.begin(), places.end());
  return places;
}

std::string escape_at(std::string_view text, const std::vector<std::size_t>& places,
                      Syntax syntax) {
  std::string out;
  std::size_t copied = 0;
  for (const std::size_t place : places) {
    out += text.substr(copied, place - copied);
    append_escape(out, static_cast<unsigned char>(text[place]), syntax);
    copied = place + 1;
  }
  return out.append(text.substr(copied));
}

std::string without_log_commands(std::string_view text, Syntax syntax) {
  return escape_at(text, find_log_commands(text, syntax), syntax);
}

std::string fit_for_terminal(std::string_view text, Syntax syntax) {
  std::string out;
  while (!text.empty()) {
    if (syntax == Syntax::text) out += take_style(text);
    if (text.empty()) break;
    const Character character = take_character(text);
    if (syntax == Syntax::json)
      append_json(out, character);
    else if (character.is_visible || character.bytes == "\n" || character.bytes == "\t")
      out += character.bytes;
    else
      out += escape_for_terminal(character.bytes);
  }
  return out;
}

}  // namespace ko2alias
