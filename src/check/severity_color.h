// The colours of severities on terminals.
#pragma once

#include "ko2alias/problem.h"
#include "support/color.h"

namespace ko2alias {

constexpr fmt::terminal_color color_of(Severity severity) {
  return severity == Severity::error     ? fmt::terminal_color::red
         : severity == Severity::warning ? fmt::terminal_color::yellow
                                         : fmt::terminal_color::cyan;
}

}  // namespace ko2alias
