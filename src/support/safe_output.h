// Output that is safe where it goes. What a module, a file or a device calls itself must act
// neither on a terminal nor on the log of a CI, whose runner takes commands out of what a program
// prints:
//
//   ::error::…              where a line begins so, after blanks of any kind       GitHub
//   ##[group]…              anywhere in a line                                     GitHub, Azure
//   ##vso[…], ##teamcity[…]  the same                                              Azure, TeamCity
//
// One character of it is written as the format escapes characters: `#\x23vso[` in a text,
// `#\u0023vso[` in JSON, `#&#35;vso[` in HTML.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

/// What the output of a format is made of.
enum class Syntax : std::uint8_t {
  text,      ///< lines for people, maybe in colours; a terminal gets them folded
  markdown,  ///< lines for people, to paste elsewhere
  records,   ///< lines for programs, which want them to the byte
  c_source,  ///< the same, in C
  json,
  markup,    ///< HTML or XML
  commands,  ///< meant for the runner of a CI
};

/// Whether programs want the output to the byte: it is changed only on its way to a terminal or to
/// a log.
constexpr bool is_exact(Syntax syntax) {
  return syntax == Syntax::records || syntax == Syntax::c_source;
}

/// The places of the characters, in order, without which a runner takes no command out of the
/// text, which begins where a line does.
std::vector<std::size_t> find_log_commands(std::string_view text, Syntax syntax);

/// The text with these characters escaped.
std::string escape_at(std::string_view text, const std::vector<std::size_t>& places, Syntax syntax);

/// The text with all log commands escaped.
std::string without_log_commands(std::string_view text, Syntax syntax);

/// The text with all escaped that is not visible, but for line breaks and tabs. JSON becomes ASCII
/// and stays the same JSON. In a text, colours stay: its format has escaped what it shows.
std::string fit_for_terminal(std::string_view text, Syntax syntax);

}  // namespace ko2alias
