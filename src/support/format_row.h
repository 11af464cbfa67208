// A format that a command can write is a row of a table: its name and help for --format, and the
// function that renders. `{"text", "to read", render_text}` is a whole row; what only some commands
// want has a default.
#pragma once

#include <string>
#include <string_view>

#include "support/safe_output.h"

namespace ko2alias {

/// `View` is what the command shows: a comparison, the findings, one module.
template <class View>
struct FormatRow {
  std::string_view name;
  std::string_view help;
  std::string (*render)(const View&) = nullptr;

  /// Where the output is made of many views: what stands before the first, between two and behind
  /// the last. Each view is rendered on its own, so that they can be rendered in any order.
  std::string_view head{};
  std::string_view separator{};
  std::string_view tail{};

  /// Whether it shows where the pointers in tables lead.
  bool shows_pointers = false;

  /// What it writes. The function of a text has escaped what could act on a terminal, line breaks
  /// too, so that a name makes no line of its own.
  Syntax syntax = Syntax::text;
};

}  // namespace ko2alias
