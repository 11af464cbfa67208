// The relations of two patterns: whether they match texts in common, and whether one matches every
// text that the other matches.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "pattern/glob.h"

namespace ko2alias {

/// The size of the shortest text that both match; nothing if there is none.
std::optional<std::size_t> shortest_common(const Glob& a, const Glob& b, Work& work);
inline std::optional<std::size_t> shortest_common(const Glob& a, const Glob& b) {
  Work any;
  return shortest_common(a, b, any);
}

/// A text that both match, where one is found without trying: a star takes what the other pattern
/// has, up to the byte behind the star. Nothing is no proof.
std::optional<std::string> obvious_common(const Glob& a, const Glob& b, Work& work);

inline bool overlap(const Glob& a, const Glob& b, Work& work) {
  return obvious_common(a, b, work) || shortest_common(a, b, work);
}
inline bool overlap(const Glob& a, const Glob& b) {
  Work any;
  return overlap(a, b, any);
}

/// Whether `wide` obviously matches every text that `narrow` matches. True is a proof, false is
/// none: `a[0-9]*` covers `a7` and `a7b*`, but that `?*` covers `*?` is not seen.
bool covers_token_by_token(const Glob& wide, const Glob& narrow, Work& work);
inline bool covers_token_by_token(const Glob& wide, const Glob& narrow) {
  Work any;
  return covers_token_by_token(wide, narrow, any);
}

}  // namespace ko2alias
