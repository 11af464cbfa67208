#include <algorithm>
#include <iterator>

#include "consume/compare_html_parts.h"
#include "support/text.h"

namespace ko2alias {
namespace {

struct Character {
  char32_t code = 0;
  /// In bytes; 0 if they are no UTF-8.
  std::size_t size = 0;
};

// Of some bytes at least one. Overlong forms and surrogates are no UTF-8.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (size == 0 || size > text.size()) return {};
  char32_t code = lead & (0x7fU >> size);
  for (const char c : text.substr(1, size - 1)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0U) != 0x80) return {};
    code = code << 6U | (byte & 0x3fU);
  }
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
  return code < smallest[size] || code > 0x10ffff || is_surrogate ? Character{} : Character{code, size};
}

// Controls, soft hyphens, zero-width and direction marks, line separators, annotations, non-characters and tags.
bool is_visible(char32_t code) {
  struct Range {
    char32_t first;
    char32_t last;
  };
  constexpr Range invisible[] = {{0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},
                                 {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},
                                 {0xfdd0, 0xfdef}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe0fff}};
  return (code & 0xfffe) != 0xfffe && std::none_of(std::begin(invisible), std::end(invisible), [&](const Range& range) {
           return code >= range.first && code <= range.last;
         });
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const Character character = first_character(text);
    const std::string_view bytes = text.substr(0, std::max<std::size_t>(character.size, 1));
    text.remove_prefix(bytes.size());
    switch (character.code) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      case '\'': html += "&#39;"; break;
      default:
        if (character.size != 0 && is_visible(character.code))
          html += bytes;
        else
          html += escape_for_terminal(bytes);
    }
  }
  return html;
}

}  // namespace ko2alias
