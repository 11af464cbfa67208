// A guess at the word that was meant, for messages about one that is not known.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "support/edit_distance.h"
#include "support/text.h"

namespace ko2alias {

/// `; did you mean 'vmbus'?`, with the nearest of the known words, whatever its letters' case;
/// nothing where none is near.
template <class Words>
std::string did_you_mean(std::string_view word, const Words& known) {
  constexpr std::size_t few_letters = 3;
  std::size_t least = std::min<std::size_t>(word.size() > few_letters ? 2 : 1, word.size() - 1) + 1;
  const auto upper = [](std::string_view text) {
    std::string made(text);
    for (char& c : made) c = to_upper(c);
    return made;
  };
  const std::string wanted = upper(word);
  std::string_view nearest;
  for (const auto& one : known) {
    // Longer by more letters than may differ, it need not be looked at.
    const std::string_view candidate = one;
    if (candidate.size() > word.size() + 2 || word.size() > candidate.size() + 2) continue;
    const std::size_t distance = edit_distance(upper(candidate), wanted);
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest.empty() ? "" : "; did you mean '" + std::string(nearest) + "'?";
}

}  // namespace ko2alias
