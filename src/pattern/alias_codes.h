// The codes in which a trie of aliases holds patterns, one byte for each token.
#pragma once

#include <cstdint>
#include <string_view>

#include "pattern/bracket.h"

namespace ko2alias::alias_codes {

/// Codes from here on are numbers of sets; below are `*`, `?` and literal bytes.
constexpr unsigned first_set = 0x80;
constexpr std::size_t max_sets = 0x80;

constexpr std::uint32_t narrow(std::size_t size) { return static_cast<std::uint32_t>(size); }
constexpr bool is_ascii(char c) { return as_byte(c) < 0x80; }
/// Codes that are no literal byte: a pattern's end, its wildcards and its sets.
constexpr bool is_special(char c) {
  return c == '\0' || c == '*' || c == '?' || as_byte(c) >= first_set;
}

}  // namespace ko2alias::alias_codes
