// The fields of an alias or modalias, taken apart.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "describe/alias_field.h"

namespace ko2alias {

/// A field as it stands in a text.
struct FieldText {
  /// The bus's description of it.
  const AliasField* field = nullptr;
  /// The text behind the tag: digits, `*`, or a pattern of digits; nothing where the tag is
  /// missing.
  std::optional<std::string_view> value{};

  /// Whether the text leaves the field open: it is `*`, or not there at all.
  [[nodiscard]] bool is_open() const { return value.value_or("*") == "*"; }
};

/// Splits the text behind the bus, `v00008086d000010D3sv*…`, into the bus's fields: one element for
/// each of them, in their order. Tags are in lower case and digits in upper case, so a value ends
/// where the next tag is found. The result looks into the text and the fields.
std::vector<FieldText> split_fields(std::span<const AliasField> fields, std::string_view text);

/// The first field with that role; null where the bus has none.
const FieldText* find_role(std::span<const FieldText> fields, FieldRole role);

/// The number that a value is: digits alone, as many as the field has. Nothing for patterns.
std::optional<std::uint32_t> number_of(const FieldText& field);

}  // namespace ko2alias
