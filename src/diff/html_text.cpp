#include "diff/html_parts.h"
#include "support/text.h"

namespace ko2alias {

std::string html_text(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const Character character = take_character(text);
    if (!character.is_visible)
      html += escape_for_terminal(character.bytes);
    else if (character.bytes == "&")
      html += "&amp;";
    else if (character.bytes == "<")
      html += "&lt;";
    else if (character.bytes == ">")
      html += "&gt;";
    else if (character.bytes == "\"")
      html += "&quot;";
    else if (character.bytes == "'")
      html += "&#39;";
    else
      html += character.bytes;
  }
  return html;
}

}  // namespace ko2alias
