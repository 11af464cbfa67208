#include "support/glyphs.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Unicode.h>

#include <algorithm>

namespace ko2alias {
namespace {

bool is_ascii_byte(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Of bytes that are no character, each is shown as one.
std::size_t width_of(std::string_view character) {
  if (is_ascii_byte(character.front())) return 1;
  const int width = llvm::sys::unicode::columnWidthUTF8({character.data(), character.size()});
  return width < 0 ? 1 : static_cast<std::size_t>(width);
}

}  // namespace

Glyph first_glyph(std::string_view text) {
  if (text.empty()) return {};
  if (text.starts_with("\x1b[")) return {std::min(text.find('m'), text.size() - 1) + 1, 0};
  std::size_t size = 1;
  while (size < text.size() && is_continuation(text[size])) ++size;
  return {size, width_of(text.substr(0, size))};
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    columns += glyph.columns;
    text.remove_prefix(glyph.size);
  }
  return columns;
}

std::string_view first_columns(std::string_view text, std::size_t columns) {
  std::size_t size = 0;
  for (std::size_t taken = 0; size < text.size();) {
    const Glyph glyph = first_glyph(text.substr(size));
    taken += glyph.columns;
    if (taken > columns) break;
    size += glyph.size;
  }
  return text.substr(0, size);
}

std::string_view last_columns(std::string_view text, std::size_t columns) {
  std::size_t left = columns_of(text);
  while (left > columns) {
    const Glyph glyph = first_glyph(text);
    left -= glyph.columns;
    text.remove_prefix(glyph.size);
  }
  return text;
}

}  // namespace ko2alias
