// Colours for terminals, where the reader has one.
#pragma once

#include <string>
#include <string_view>

#include <fmt/color.h>

#include "ko2alias/problem.h"

namespace ko2alias {

/// How a severity looks: `error` is red.
inline fmt::text_style style_of(Severity severity) {
  return fg(severity == Severity::error     ? fmt::terminal_color::red
            : severity == Severity::warning ? fmt::terminal_color::yellow
                                            : fmt::terminal_color::cyan);
}

/// The text in a style (`fg(fmt::terminal_color::red)`, `fmt::emphasis::bold`) if `has_color`;
/// otherwise, and where there is no text, the text as it is.
inline std::string styled(bool has_color, const fmt::text_style& style, std::string_view text) {
  return has_color && !text.empty() ? fmt::format(style, "{}", text) : std::string(text);
}

}  // namespace ko2alias
