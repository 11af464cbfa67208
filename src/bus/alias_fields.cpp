// A value begins behind its tag and ends at the next one: `v00008086d*` has 00008086 for `v`, `*`
// for `d`.
#include "bus/alias_fields.h"

#include <algorithm>
#include <charconv>

namespace ko2alias {

std::vector<FieldText> split_fields(std::span<const AliasField> fields, std::string_view text) {
  std::vector<FieldText> found;
  found.reserve(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    found.push_back({&fields[i]});
    if (!text.starts_with(fields[i].tag)) continue;
    text.remove_prefix(fields[i].tag.size());
    const std::size_t end = i + 1 < fields.size() ? text.find(fields[i + 1].tag) : text.size();
    found.back().value = text.substr(0, end);
    text.remove_prefix(found.back().value->size());
  }
  return found;
}

const FieldText* find_role(std::span<const FieldText> fields, FieldRole role) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldText& field) {
    return field.field->role == role;
  });
  return found != fields.end() ? &*found : nullptr;
}

std::optional<std::uint32_t> number_of(const FieldText& field) {
  if (!field.value) return std::nullopt;
  std::string_view digits = *field.value;
  // The star at a pattern's end says nothing of the number before it.
  if (digits.ends_with('*')) digits.remove_suffix(1);
  if (digits.size() != field.field->digits) return std::nullopt;
  std::uint32_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, 16);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace ko2alias
