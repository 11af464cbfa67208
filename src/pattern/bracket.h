// Bracket expressions of patterns, as fnmatch(3) reads them in the C locale.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ko2alias {

/// The bytes that one place of a pattern takes.
using ByteSet = std::bitset<256>;

constexpr std::uint8_t as_byte(char c) { return static_cast<std::uint8_t>(c); }

/// Every byte that a text can have, those that are common in aliases first: a text that is made of
/// the first ones that fit looks like a modalias.
const std::string& bytes_by_commonness();

struct Bracket {
  /// Empty for a bracket that no byte can match, like `[[:nothing:]]`. No text has a NUL.
  ByteSet bytes{};
  /// How many bytes of the text it has, the closing `]` included.
  std::size_t size = 0;
};

/// Reads the bracket expression at the start of a text, which begins behind the `[`: `0-9A-F]sv*`.
/// Nothing if it does not close.
std::optional<Bracket> parse_bracket(std::string_view text);

}  // namespace ko2alias
