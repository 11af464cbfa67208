// The bytes from which a search makes texts.
//
//   unwanted: `*:pn*Foo*`, `*:rn[0-9]*`     every text has its like, as far as these two can tell,
//                                           in which a star stands for nothing but `x`s
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "pattern/glob.h"

namespace ko2alias {

/// Bytes that stand for all others. In a text that no unwanted pattern matches, a byte that a star
/// took may be exchanged for one that only stars and `?` of unwanted patterns take: still no
/// unwanted pattern matches, for it would have taken the first byte as well.
struct TextBytes {
  /// One of each kind that some pattern tells from others, those that are common in aliases first,
  /// so that a text that is found looks like a modalias.
  std::vector<std::uint8_t> all{};
  /// Those that a star has to take, and whatever else takes the first of them.
  ByteSet fill{};
  /// The byte that unwanted patterns do not name, which is in `fill`. Without it `fill` is all.
  std::optional<std::uint8_t> unnamed{};
};

TextBytes text_bytes(std::span<const Glob* const> wanted, std::span<const Glob* const> unwanted);

/// The bytes that a pattern names: its own, and those of its sets. Of a set of more than half of
/// all bytes it names the others.
ByteSet named_bytes(const Glob& glob);

}  // namespace ko2alias
