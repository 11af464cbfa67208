#include "support/text.h"

#include <algorithm>

namespace ko2alias {

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

std::string escape_for_terminal(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (is_printable(c)) {
      out += c;
    } else {
      out += "\\x";
      append_lower_hex(out, static_cast<unsigned char>(c), 2);
    }
  return out;
}

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

}  // namespace ko2alias
