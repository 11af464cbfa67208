// Small text helpers that more than one folder wants.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

/// Appends `value` in hex, zero-padded to `digits`; a larger value is never cut.
void append_hex(std::string& out, std::uint64_t value, unsigned digits,
                const char* alphabet = "0123456789ABCDEF");
void append_lower_hex(std::string& out, std::uint64_t value, unsigned digits);

/// The six white-space characters of the C locale, as the kernel's build tools see them.
constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_printable(char c) { return c >= 0x20 && c < 0x7f; }
constexpr bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// A character at the start of a text.
struct Character {
  /// UTF-8, or one byte that is none.
  std::string_view bytes{};
  /// Its number; 0 for a byte that is no UTF-8.
  char32_t code = 0;
  /// Whether it is seen, rather than acting: controls and marks that turn the direction of writing
  /// are not.
  bool is_visible = false;
};
/// Cuts the first character off a text that has one.
Character take_character(std::string_view& text);

/// The text with every byte of what is not visible as `\xNN`, so that it cannot act on a terminal.
std::string escape_for_terminal(std::string_view text);
/// Text for an element or a quoted attribute of HTML. Valid UTF-8 stays as it is; what is not
/// visible, and all other bytes, become `\xNN`.
std::string escape_for_html(std::string_view text);
/// The same for XML, where attributes stand in double quotes: an apostrophe stays as it is.
std::string escape_for_xml(std::string_view text);
/// The text as the inside of a C string literal; what is not printable ASCII becomes a three-digit
/// octal escape.
std::string escape_for_c(std::string_view text);

/// Without the white space around it.
std::string_view trim(std::string_view text);
/// Cuts the first line off, without its end, and the first word with the white space before it.
std::string_view take_line(std::string_view& text);
std::string_view take_word(std::string_view& line);

/// The texts between the commas of a list, without empty ones.
std::vector<std::string> split_at_commas(std::string_view list);
/// A text as one word of a shell, in single quotes.
std::string quoted_for_shell(std::string_view text);

/// Every `from` as `to`.
std::string replace_all(std::string_view text, char from, char to);
/// The name of a module as kmod and the kernel compare it: every `-` as `_`.
std::string underscored(std::string_view name);

/// `12,345`.
std::string with_commas(std::size_t number);
/// The noun in the number that fits: `noun_of(1, "alias", "aliases")` is `alias`. Without a plural
/// of its own the noun takes an `s`.
std::string noun_of(std::size_t count, std::string_view noun, std::string_view plural = {});
/// `1 module`, `1,376 modules`; `counted(2, "alias", "aliases")` is `2 aliases`.
std::string counted(std::size_t count, std::string_view noun, std::string_view plural = {});

}  // namespace ko2alias
