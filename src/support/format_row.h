// A format that a command can write is a row of a table: its name and help for --format, and the
// function that renders. `{"text", "to read", render_text}` is a whole row; what only some commands
// want has a default.
#pragma once

#include <string>
#include <string_view>

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

  /// Whether the text may go to a terminal as it is, colours and all: the function has escaped
  /// whatever else could act on one.
  bool is_for_terminals = false;
};

}  // namespace ko2alias
