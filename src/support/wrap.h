// Words and lines broken into the lines of a screen.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ko2alias {

/// Where lines begin and end.
struct Margins {
  /// The blanks that a further line begins with.
  std::size_t indent = 0;
  /// The columns of a line at most; more than the indent.
  std::size_t columns = 80;
};

/// Appends the words of a text to a line of which `column` columns are taken, with a blank between
/// two that are not parted yet, and breaks lines between words. A word that no line can hold is
/// broken where its line ends, behind a slash where one is near.
void append_words(std::string& out, std::string_view text, const Margins& margins,
                  std::size_t column);

/// The text with its wide lines broken. A line is broken between two fields, which two blanks part,
/// or else between words, where that leaves half a line or keeps the next one whole; otherwise
/// behind a slash that is near, or where the screen ends. What is left goes on four columns further
/// in:
///
///   of  acme_dac  CONFIG_ACME_DAC: m →
///       not set
std::string folded(std::string_view text, std::size_t columns);

}  // namespace ko2alias
