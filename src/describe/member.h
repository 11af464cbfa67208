// The members of a device-id struct, as the kernel's header has them.
//
//   constexpr Member sdio_members[] = {u8("class"), u16("vendor"), u16("device"), driver_data()};
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ko2alias {

enum class Scalar : std::uint8_t { u8, u16, u32, word, pointer, chars, bitmap };

/// A named bit of a flags member: `{"VENDOR", 0x1}`.
struct Flag {
  std::string_view name;
  std::uint32_t bit = 0;
};

/// Neighbours of a C bit field, as they stand in the struct: `{"slot", 7}, {"exact_match", 1}`.
struct BitField {
  std::string_view name;
  std::uint8_t width = 0;
};

struct Member {
  std::string_view name;
  Scalar scalar = Scalar::u8;
  /// Length of an array; for `chars` the number of bytes.
  std::uint16_t count = 1;
  /// For `bitmap`: the highest bit number. It is an array of words, so its size depends on the
  /// word.
  std::uint16_t last_bit = 0;
  /// Whether `chars` are text up to a NUL, rather than the bytes of a uuid.
  bool is_text = false;
  /// Whether a pointer leads to such a text.
  bool is_text_pointer = false;
  /// An explicit alignment: bytes, or `to_word` for the size of a word.
  std::uint8_t alignment = 0;
  /// The names of the bits, for a flags member.
  std::span<const Flag> flags{};
  /// The bit fields that it is made of, in the order of C; empty for one number.
  std::span<const BitField> bit_fields{};
  /// The value by which the bus's drivers say "any", where the parts of the alias do not tell it.
  std::optional<std::uint32_t> any{};
  /// Whether the driver gets it along with the device.
  bool is_driver_data = false;
  /// The largest sane value, all bits set ("any") aside. It is evidence where the layout is in
  /// doubt.
  std::uint32_t at_most = 0xffffffff;
};

constexpr std::uint8_t to_word = 0xff;

constexpr Member u8(std::string_view name) { return {.name = name, .scalar = Scalar::u8}; }
constexpr Member u16(std::string_view name) { return {.name = name, .scalar = Scalar::u16}; }
constexpr Member u32(std::string_view name) { return {.name = name, .scalar = Scalar::u32}; }
/// The kernel's `kernel_ulong_t`.
constexpr Member word(std::string_view name) { return {.name = name, .scalar = Scalar::word}; }
constexpr Member pointer(std::string_view name) {
  return {.name = name, .scalar = Scalar::pointer};
}
/// `const char *`.
constexpr Member text_pointer(std::string_view name) {
  Member member = pointer(name);
  member.is_text_pointer = true;
  return member;
}
/// The member that the driver gets along with the device; its name and type differ by bus.
constexpr Member driver_data(Member member) {
  member.is_driver_data = true;
  return member;
}
constexpr Member driver_data() { return driver_data(word("driver_data")); }
/// Text that ends at a NUL, in an array of `size` bytes.
constexpr Member chars(std::string_view name, std::uint16_t size) {
  return {.name = name, .scalar = Scalar::chars, .count = size, .is_text = true};
}
/// Bytes without further meaning to C: a uuid.
constexpr Member bytes(std::string_view name, std::uint16_t size) {
  return {.name = name, .scalar = Scalar::chars, .count = size};
}
/// A bitmap of words that holds the bits 0 to `last_bit`.
constexpr Member bitmap(std::string_view name, std::uint16_t last_bit) {
  return {.name = name, .scalar = Scalar::bitmap, .last_bit = last_bit};
}

constexpr Member array(Member member, std::uint16_t count) {
  member.count = count;
  return member;
}
constexpr Member aligned(Member member, std::uint8_t alignment) {
  member.alignment = alignment;
  return member;
}
/// A member whose bits have names.
constexpr Member flags(Member member, std::span<const Flag> names) {
  member.flags = names;
  member.at_most = 0;
  for (const Flag& flag : names) member.at_most |= flag.bit;
  return member;
}
/// A number that the struct divides into bit fields.
constexpr Member divided(Member member, std::span<const BitField> fields) {
  member.bit_fields = fields;
  return member;
}
/// A member of which one value stands for any.
constexpr Member or_any(Member member, std::uint32_t any) {
  member.any = any;
  return member;
}
/// A member whose largest sane value is known.
constexpr Member at_most(Member member, std::uint32_t value) {
  member.at_most = value;
  return member;
}

}  // namespace ko2alias
