// A bus says it in one of three ways: with its `device_form`, with the parts of its aliases, which
// hold each number as devices report it, or with the fields of devices.
#include "bus/reported_pattern.h"

namespace ko2alias {
namespace {

constexpr std::string_view upper_digit = "[0-9A-F]";
constexpr std::string_view lower_digit = "[0-9a-f]";

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

std::string of_fields(const Bus& bus) {
  std::string pattern = std::string(bus.type) + ":";
  for (const AliasField& field : bus.fields)
    pattern.append(field.tag).append(repeated(upper_digit, field.digits));
  return pattern;
}

std::string of_form(const Bus& bus) {
  std::string pattern = std::string(bus.type) + ":";
  for (const char c : bus.device_form) {
    if (c == 'X')
      pattern += upper_digit;
    else if (c == 'B')
      pattern += "[01]";
    else
      pattern += c;
  }
  return pattern;
}

// The digits of a number, if there are always as many: a number is never cut off.
std::string of_number(const Part& part, const Variant& variant) {
  const Member& member = variant.members[find_member(variant.members, part.member)];
  const std::size_t whole = scalar_size(member.scalar, lp64) * 2;
  const std::size_t digits = part.digits == 0 ? whole : part.digits;
  if (digits < whole) return "*";
  return repeated(part.is_upper ? upper_digit : lower_digit, digits);
}

std::string of_uuid(const Part& part) {
  const std::string_view digit = part.is_upper ? upper_digit : lower_digit;
  if (part.uuid == UuidStyle::plain) return repeated(digit, 32);
  std::string pattern = repeated(digit, 8);
  for (const std::size_t digits : {4, 4, 4, 12}) pattern += "-" + repeated(digit, digits);
  return pattern;
}

std::string of_part(const Part& part, const Variant& variant) {
  std::string label(part.label);
  switch (part.kind) {
    case Part::Kind::text: return label;
    case Part::Kind::hex: return label + of_number(part, variant);
    case Part::Kind::uuid: return label + of_uuid(part);
    case Part::Kind::chars: return label + "*";
    case Part::Kind::wildcard: break;
  }
  return label + "*";
}

std::string of_parts(const Variant& variant) {
  std::string pattern;
  for (const Part& part : variant.alias) pattern += of_part(part, variant);
  return pattern;
}

std::string pattern_of(const Bus& bus, const Variant& variant) {
  if (!bus.device_form.empty()) return of_form(bus);
  if (!variant.alias.empty()) return of_parts(variant);
  return has_known_widths(bus) ? of_fields(bus) : "*";
}

}  // namespace

std::vector<std::string> reported_patterns(const Bus& bus, const std::optional<Release>& release) {
  if (const Variant* const own = release ? variant_for(bus, *release) : nullptr)
    return {pattern_of(bus, *own)};
  std::vector<std::string> patterns;
  for (const Variant& variant : bus.variants) patterns.push_back(pattern_of(bus, variant));
  return patterns;
}

}  // namespace ko2alias
