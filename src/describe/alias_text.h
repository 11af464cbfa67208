// Builds the text of an alias; parts and writers share it.
//
//   AliasText("hid:").hex_unless("b", entry.number("bus"), 4, 0xffff).take()
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "describe/alias_field.h"
#include "support/text.h"

namespace ko2alias {

class AliasText {
 public:
  explicit AliasText(std::string_view start = {}) {
    text_.reserve(48);
    text_ = start;
  }

  AliasText& add(std::string_view text) {
    text_ += text;
    return *this;
  }
  AliasText& hex(std::string_view label, std::uint64_t value, unsigned digits) {
    text_ += label;
    append_hex(text_, value, digits);
    return *this;
  }
  AliasText& lower_hex(std::string_view label, std::uint64_t value, unsigned digits) {
    text_ += label;
    append_lower_hex(text_, value, digits);
    return *this;
  }
  AliasText& hex_if(bool condition, std::string_view label, std::uint64_t value, unsigned digits) {
    return condition ? hex(label, value, digits) : add(label).add("*");
  }
  AliasText& hex_unless(std::string_view label, std::uint64_t value, unsigned digits,
                        std::uint64_t any) {
    return hex_if(value != any, label, value, digits);
  }
  AliasText& chars_or_star(std::string_view label, std::string_view chars) {
    return add(label).add(chars.empty() ? "*" : chars);
  }
  /// Adds each field with its number, or with `*` where there is none.
  AliasText& fields(std::span<const AliasField> fields,
                    std::span<const std::optional<std::uint64_t>> values) {
    for (std::size_t i = 0; i < fields.size(); ++i)
      hex_if(values[i].has_value(), fields[i].tag, values[i].value_or(0), fields[i].digits);
    return *this;
  }
  /// Adds a `*`, unless the text ends with one.
  AliasText& wildcard() { return text_.ends_with('*') ? *this : add("*"); }
  /// Replaces every white-space byte so far with `_`.
  AliasText& underscore_spaces() {
    for (char& c : text_)
      if (is_space(c)) c = '_';
    return *this;
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace ko2alias
