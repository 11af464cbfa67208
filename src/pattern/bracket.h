// Bracket expressions of patterns, as fnmatch(3) reads them in the C locale.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ko2alias {

/// The bytes that one place of a pattern takes.
using ByteSet = std::bitset<256>;

constexpr std::uint8_t as_byte(char c) { return static_cast<std::uint8_t>(c); }

struct Bracket {
  /// Empty for a bracket that no byte can match, like `[[:nothing:]]`.
  ByteSet bytes{};
  /// How much of the text it is, with the `]` that closes it.
  std::size_t size = 0;
};

/// The bracket expression that begins the text, which starts behind its `[`: `0-9A-F]sv*`. Nothing
/// if it does not close.
std::optional<Bracket> parse_bracket(std::string_view text);

}  // namespace ko2alias
