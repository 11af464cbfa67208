// The parts of an alias, in the order in which they are written.
//
//   constexpr Part sdio_alias[] = {text("sdio:"), hex_unless("c", "class", 0xff),
//                                  hex_unless("v", "vendor", 0xffff),
//                                  hex_unless("d", "device", 0xffff), wildcard};
//
// Hex is upper case and zero-padded to the member's size. A part whose condition fails still writes
// its label, then `*`.
#pragma once

#include <cstdint>
#include <string_view>

namespace ko2alias {

/// How 16 bytes are written: in memory order without dashes, in memory order as 8-4-4-4-12, or as a
/// GUID, whose first three fields are little endian.
enum class UuidStyle : std::uint8_t { plain, dashed, guid };

struct Part {
  enum class Kind : std::uint8_t {
    text,      ///< the label alone
    hex,       ///< the label and a number
    chars,     ///< the label and a text
    uuid,      ///< the label and 16 bytes as a uuid
    wildcard,  ///< a `*`, unless the alias ends in one already
  };
  enum class Condition : std::uint8_t {
    always,
    unless_value,  ///< the member differs from `value`
    if_flag,       ///< the flag named `flag` is set
    if_text,       ///< the text is not empty
  };
  Kind kind = Kind::text;
  std::string_view label{};
  std::string_view member{};
  Condition condition = Condition::always;
  std::uint32_t value = 0;
  std::string_view flag{};
  /// For `hex`, the least number of digits; 0 stands for the member's size.
  std::uint8_t digits = 0;
  bool is_upper = true;
  UuidStyle uuid = UuidStyle::plain;
};

constexpr Part text(std::string_view label) { return {.kind = Part::Kind::text, .label = label}; }
constexpr Part wildcard{.kind = Part::Kind::wildcard};

constexpr Part hex(std::string_view label, std::string_view member, std::uint8_t digits = 0) {
  return {.kind = Part::Kind::hex, .label = label, .member = member, .digits = digits};
}
constexpr Part lower_hex(std::string_view label, std::string_view member, std::uint8_t digits = 0) {
  return {.kind = Part::Kind::hex,
          .label = label,
          .member = member,
          .digits = digits,
          .is_upper = false};
}
/// The number, or `*` where it is the bus's "any".
constexpr Part hex_unless(std::string_view label, std::string_view member, std::uint32_t any) {
  return {.kind = Part::Kind::hex,
          .label = label,
          .member = member,
          .condition = Part::Condition::unless_value,
          .value = any};
}
/// The number, or `*` where the entry's flags do not have `flag`.
constexpr Part hex_if(std::string_view label, std::string_view member, std::string_view flag) {
  return {.kind = Part::Kind::hex,
          .label = label,
          .member = member,
          .condition = Part::Condition::if_flag,
          .flag = flag};
}
/// The text up to its NUL, even where that is beyond the member, as the kernel's generator writes
/// it.
constexpr Part chars_of(std::string_view label, std::string_view member) {
  return {.kind = Part::Kind::chars, .label = label, .member = member};
}
constexpr Part chars_or_star(std::string_view label, std::string_view member) {
  return {.kind = Part::Kind::chars,
          .label = label,
          .member = member,
          .condition = Part::Condition::if_text};
}
constexpr Part chars_if(std::string_view label, std::string_view member, std::string_view flag) {
  return {.kind = Part::Kind::chars,
          .label = label,
          .member = member,
          .condition = Part::Condition::if_flag,
          .flag = flag};
}
/// 16 bytes as a uuid, in lower case.
constexpr Part uuid(std::string_view label, std::string_view member, UuidStyle style) {
  return {
      .kind = Part::Kind::uuid, .label = label, .member = member, .is_upper = false, .uuid = style};
}
constexpr Part upper_uuid(std::string_view label, std::string_view member, UuidStyle style) {
  return {.kind = Part::Kind::uuid, .label = label, .member = member, .uuid = style};
}

}  // namespace ko2alias
