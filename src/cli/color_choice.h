// Whether output has colours: --color, or else what the environment and the terminal say.
#pragma once

#include <cstdint>
#include <string>

#include "cli/options.h"

namespace ko2alias {

enum class ColorChoice : std::uint8_t { automatic, always, never };

/// Adds --color.
void add_color_option(OptionTable& options);
/// What --color says. Throws UsageError.
ColorChoice color_choice(const OptionValues& values);

/// Whether a stream gets colours. Left to itself, NO_COLOR forbids them (no-color.org),
/// CLICOLOR_FORCE has them anywhere, and a terminal has them unless CLICOLOR is 0
/// (bixense.com/clicolors) or TERM says that it is dumb.
bool has_color(ColorChoice choice, bool is_terminal);

/// Whether a terminal can move its cursor, which a line of progress needs.
bool has_cursor();

}  // namespace ko2alias
