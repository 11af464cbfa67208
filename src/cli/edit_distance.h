// How many letters have to be changed, added or left out to make one word of another, and which
// word was meant.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ko2alias {

inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j)
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1,
                                                 diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)}));
  }
  return row[b.size()];
}

/// `; did you mean 'lost'?` for a misspelt word, by the name that is nearest to it; empty where
/// none is near.
template <class Names>
std::string suggestion(std::string_view word, const Names& names) {
  std::size_t least = 3;
  std::string nearest;
  for (const auto& name : names) {
    const std::size_t distance = edit_distance(word, name);
    if (distance >= std::min(least, word.size())) continue;
    least = distance;
    nearest = name;
  }
  return nearest.empty() ? "" : "; did you mean '" + nearest + "'?";
}

}  // namespace ko2alias
