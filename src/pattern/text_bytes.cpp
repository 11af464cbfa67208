#include "pattern/text_bytes.h"

#include <string_view>

namespace ko2alias {
namespace {

constexpr std::size_t half = 128;

// These mean something in a pattern, or are another byte to kmod.
bool is_plain_byte(char c) { return std::string_view("*?[]\\-").find(c) == std::string_view::npos; }

}  // namespace

ByteSet named_bytes(const Glob& glob) {
  ByteSet named;
  for (const Glob::Token& token : glob.tokens()) {
    if (token.kind == Glob::Kind::byte) named.set(token.byte);
    if (token.kind != Glob::Kind::set) continue;
    const ByteSet& set = glob.sets()[token.set];
    named |= set.count() > half ? ~set : set;
  }
  return named;
}

TextBytes text_bytes(std::span<const Glob* const> wanted, std::span<const Glob* const> unwanted) {
  ByteSet named;
  for (const Glob* const glob : unwanted) named |= named_bytes(*glob);
  ByteSet told = named;
  for (const Glob* const glob : wanted) told |= named_bytes(*glob);

  TextBytes bytes;
  bool has_other = false;
  for (const char c : bytes_by_commonness()) {
    const std::uint8_t byte = as_byte(c);
    if (!bytes.unnamed && !named.test(byte) && is_plain_byte(c)) bytes.unnamed = byte;
    const bool is_first_other = !told.test(byte) && !has_other && is_plain_byte(c);
    has_other |= is_first_other;
    if (told.test(byte) || is_first_other || bytes.unnamed == byte) bytes.all.push_back(byte);
  }
  if (!bytes.unnamed) {
    bytes.fill.set();
    return bytes;
  }
  bytes.fill.set(*bytes.unnamed);
  // A set that takes the byte and not all others tells those from it.
  for (const Glob* const glob : unwanted)
    for (const ByteSet& set : glob->sets())
      if (set.test(*bytes.unnamed)) bytes.fill |= ~set;
  return bytes;
}

}  // namespace ko2alias
