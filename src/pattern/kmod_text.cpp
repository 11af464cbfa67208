// To kmod, the first `]` behind a `[` closes it, even where fnmatch(3) reads on, as in `[]a]`.
#include "pattern/kmod_text.h"

#include <algorithm>

namespace ko2alias {

bool has_paired_brackets(std::string_view text) {
  for (;;) {
    const std::size_t open = std::min(text.find('['), text.size());
    if (text.find(']') < open) return false;
    if (open == text.size()) return true;
    const std::size_t close = text.find(']', open);
    if (close == std::string_view::npos) return false;
    text.remove_prefix(close + 1);
  }
}

std::string normalized(std::string_view text) {
  std::string normal(text);
  for (std::size_t i = 0; i < normal.size(); ++i) {
    if (normal[i] == '-') normal[i] = '_';
    if (normal[i] == '[') i = std::min(normal.find(']', i), normal.size() - 1);
  }
  return normal;
}

// Without an early end the loop is faster.
bool is_plain(std::string_view alias) {
  bool is_yes = true;
  for (const char c : alias)
    is_yes &=
        c != '\\' && c != '[' && c != ']' && c != '\0' && static_cast<unsigned char>(c) < 0x80;
  return is_yes;
}

bool can_match(std::string_view alias) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  return has_paired_brackets(alias) && std::all_of(alias.begin(), alias.end(), is_ascii);
}

}  // namespace ko2alias
