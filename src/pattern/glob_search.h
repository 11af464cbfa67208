// Questions about sets of patterns that only a search answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "pattern/glob.h"

namespace ko2alias {

/// The outcome of a search for a text.
struct TextSearch {
  enum class Outcome : std::uint8_t { found, none, gave_up };
  Outcome outcome = Outcome::none;
  std::string text{};
};

/// Finds a text that all patterns of `all_of` match and no pattern of `none_of` matches. `none`
/// proves that there is no such text. Gives up once `work` is used up, which takes patterns made to
/// be hard.
TextSearch find_text(std::span<const Glob* const> all_of, std::span<const Glob* const> none_of,
                     Work& work);

}  // namespace ko2alias
