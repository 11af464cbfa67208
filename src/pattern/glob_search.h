// Questions about sets of patterns that only a search answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "pattern/glob.h"

namespace ko2alias {

/// A search for a text.
struct TextSearch {
  enum class Outcome : std::uint8_t { found, none, gave_up };
  Outcome outcome = Outcome::none;
  std::string text{};
};

/// A text that each of the first matches and none of the second; `none` proves that there is no
/// such text. Gives up only on patterns made to be hard, after `max_states` states.
TextSearch find_text(std::span<const Glob* const> all_of, std::span<const Glob* const> none_of,
                     std::size_t max_states = 200'000);

}  // namespace ko2alias
