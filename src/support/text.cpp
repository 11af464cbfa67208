#include "support/text.h"

#include <algorithm>
#include <iterator>

namespace ko2alias {
namespace {

struct Decoded {
  char32_t code = 0;
  /// In bytes; 0 if they are no UTF-8.
  std::size_t size = 0;
};

// Of some bytes at least one. Overlong forms and surrogates are no UTF-8.
Decoded first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead < 0xc2   ? 0
                           : lead < 0xe0 ? 2
                           : lead < 0xf0 ? 3
                           : lead < 0xf5 ? 4
                                         : 0;
  if (size == 0 || size > text.size()) return {};
  char32_t code = lead & (0x7fU >> size);
  for (const char c : text.substr(1, size - 1)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0U) != 0x80) return {};
    code = code << 6U | (byte & 0x3fU);
  }
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
  return code < smallest[size] || code > 0x10ffff || is_surrogate ? Decoded{} : Decoded{code, size};
}

// Controls, line separators, annotations, non-characters, and what Unicode says to pass over where
// texts are compared: soft hyphens, fillers, variation selectors, zero-width and direction marks,
// tags.
bool is_visible(char32_t code) {
  struct Range {
    char32_t first;
    char32_t last;
  };
  constexpr Range invisible[] = {
      {0x00, 0x1f},     {0x7f, 0x9f},       {0xad, 0xad},       {0x34f, 0x34f},
      {0x61c, 0x61c},   {0x115f, 0x1160},   {0x17b4, 0x17b5},   {0x180b, 0x180f},
      {0x200b, 0x200f}, {0x2028, 0x202e},   {0x2060, 0x206f},   {0x3164, 0x3164},
      {0xfdd0, 0xfdef}, {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},
      {0xfff0, 0xfffb}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff}};
  return (code & 0xfffe) != 0xfffe &&
         std::none_of(std::begin(invisible), std::end(invisible), [&](const Range& range) {
           return code >= range.first && code <= range.last;
         });
}

std::string_view entity_of(char c) {
  return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : "&#39;";
}

// `special` are the characters that become entities.
std::string escape_markup(std::string_view text, std::string_view special) {
  std::string markup;
  while (!text.empty()) {
    const Character character = take_character(text);
    if (!character.is_visible)
      markup += escape_for_terminal(character.bytes);
    else if (special.find(character.bytes) != std::string_view::npos)
      markup += entity_of(character.bytes[0]);
    else
      markup += character.bytes;
  }
  return markup;
}

}  // namespace

void append_hex(std::string& out, std::uint64_t value, unsigned digits, const char* alphabet) {
  char buffer[16];
  char* const end = buffer + sizeof buffer;
  char* at = end;
  for (; value != 0; value >>= 4) *--at = alphabet[value & 15];
  while (at > buffer && end - at < static_cast<std::ptrdiff_t>(digits)) *--at = '0';
  out.append(at, end);
}

void append_lower_hex(std::string& out, std::uint64_t value, unsigned digits) {
  append_hex(out, value, digits, "0123456789abcdef");
}

Character take_character(std::string_view& text) {
  const Decoded decoded = first_character(text);
  const std::string_view bytes = text.substr(0, std::max<std::size_t>(decoded.size, 1));
  text.remove_prefix(bytes.size());
  return {bytes, decoded.code, decoded.size != 0 && is_visible(decoded.code)};
}

std::string escape_for_terminal(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Character character = take_character(text);
    if (character.is_visible) {
      out += character.bytes;
      continue;
    }
    for (const char c : character.bytes) {
      out += "\\x";
      append_lower_hex(out, static_cast<unsigned char>(c), 2);
    }
  }
  return out;
}

std::string escape_for_html(std::string_view text) { return escape_markup(text, "&<>\"'"); }
std::string escape_for_xml(std::string_view text) { return escape_markup(text, "&<>\""); }

std::string escape_for_c(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += '\\';
    if (is_printable(c))
      out += c;
    else
      out += {'\\', static_cast<char>('0' + byte / 64), static_cast<char>('0' + byte / 8 % 8),
              static_cast<char>('0' + byte % 8)};
  }
  return out;
}

std::string replace_all(std::string_view text, char from, char to) {
  std::string out(text);
  std::replace(out.begin(), out.end(), from, to);
  return out;
}

std::vector<std::string> split_at_commas(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::string_view part = list.substr(0, list.find(','));
    if (!part.empty()) parts.emplace_back(part);
    list.remove_prefix(std::min(part.size() + 1, list.size()));
  }
  return parts;
}

std::string quoted_for_shell(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string underscored(std::string_view name) { return replace_all(name, '-', '_'); }

std::string with_commas(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

std::string noun_of(std::size_t count, std::string_view noun, std::string_view plural) {
  if (count == 1) return std::string(noun);
  return plural.empty() ? std::string(noun) + "s" : std::string(plural);
}

std::string counted(std::size_t count, std::string_view noun, std::string_view plural) {
  return with_commas(count) + " " + noun_of(count, noun, plural);
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

std::string_view take_word(std::string_view& line) {
  line.remove_prefix(static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_space) -
                                              line.begin()));
  const auto end = std::find_if(line.begin(), line.end(), is_space);
  const std::string_view word = line.substr(0, static_cast<std::size_t>(end - line.begin()));
  line.remove_prefix(word.size());
  return word;
}

}  // namespace ko2alias
