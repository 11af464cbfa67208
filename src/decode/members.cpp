// Each kind of member has its own text: `0x8086`, `any`, `VENDOR|PRODUCT`, `board_info+0x40`,
// `"ad5301"`, `71,110`.
#include "decode/members.h"

#include <algorithm>

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {
namespace {

template <class Items, class ToText>
std::string join(const Items& items, std::string_view separator, ToText to_text) {
  std::string text;
  for (const auto& item : items) {
    if (!text.empty()) text += separator;
    text += to_text(item);
  }
  return text;
}

std::string number_text(std::uint64_t number) {
  return number < 10 ? std::to_string(number) : fmt::format("0x{:x}", number);
}

std::string value_text(const Value& value, std::optional<std::uint32_t> any) {
  if (value.pointee) return to_text(*value.pointee);
  if (!value.number) return "?";
  return any && *any == *value.number ? "any" : number_text(*value.number);
}

std::string bytes_text(std::string_view bytes) {
  return join(bytes, "",
              [](char c) { return fmt::format("{:02x}", static_cast<unsigned char>(c)); });
}

// Whether a member holds numbers or pointers.
bool has_values(const Member& member) {
  return member.flags.empty() && member.scalar != Scalar::chars && member.scalar != Scalar::bitmap;
}

}  // namespace

TableView view_of(const DecodedModule& module, const DecodedTable& table) {
  return {*table.variant, module.abi, module.build_host, table.table.bytes};
}

TableView driver_view_of(const DecodedModule& module, const DecodedTable& table) {
  return {*table.variant, module.abi, module.abi.order, table.table.bytes};
}

std::vector<Shown> shown_members(const Variant& variant) {
  std::vector<Shown> shown;
  for (std::size_t i = 0; i < variant.members.size(); ++i) {
    const Member& member = variant.members[i];
    if (member.bit_fields.empty()) shown.push_back({member.name, i});
    for (std::size_t field = 0; field < member.bit_fields.size(); ++field)
      shown.push_back({member.bit_fields[field].name, i, field});
  }
  return shown;
}

std::vector<unsigned> set_bits(const Entry& entry, std::size_t member) {
  std::vector<unsigned> bits;
  for (unsigned bit = 0; bit <= entry.members()[member].last_bit; ++bit)
    if (entry.bit(entry.members()[member].name, bit)) bits.push_back(bit);
  return bits;
}

std::vector<std::string> flag_names(const Entry& entry, std::size_t member) {
  std::vector<std::string> names;
  std::uint64_t rest = entry.number(member);
  for (const Flag& flag : entry.members()[member].flags)
    if ((rest & flag.bit) != 0) {
      names.emplace_back(flag.name);
      rest &= ~std::uint64_t{flag.bit};
    }
  if (rest != 0) names.push_back(fmt::format("0x{:x}", rest));
  return names;
}

std::vector<Value> values_of(const DecodedTable& table, const Entry& entry, std::size_t member,
                             const Pointers* pointers) {
  const Member& description = entry.members()[member];
  std::vector<Value> values;
  for (std::size_t i = 0; i < description.count; ++i)
    if (pointers != nullptr)
      values.push_back(pointers->value(table.table, entry, member, i));
    else if (may_point(description))
      values.emplace_back();
    else
      values.push_back({.number = entry.number(member, i)});
  return values;
}

bool is_zero(const DecodedTable& table, const Entry& entry, const Shown& shown,
             const Pointers* pointers) {
  if (shown.bit_field != Shown::no_bit_field)
    return entry.bit_field(shown.member, shown.bit_field) == 0;
  if (!has_values(entry.members()[shown.member]))
    return Bytes(entry.bytes(shown.member), entry.abi().order).is_all_zero();
  const auto values = values_of(table, entry, shown.member, pointers);
  return any_value(*table.variant, shown.member) != 0 &&
         std::all_of(values.begin(), values.end(),
                     [](const Value& value) { return value.number == 0; });
}

std::string shown_text(const DecodedTable& table, const Entry& entry, const Shown& shown,
                       const Pointers* pointers) {
  // These are small: flags, and numbers that the kernel counts in decimal, as dmi's slots.
  if (shown.bit_field != Shown::no_bit_field)
    return std::to_string(entry.bit_field(shown.member, shown.bit_field));
  const Member& member = entry.members()[shown.member];
  if (!member.flags.empty()) {
    const auto names = flag_names(entry, shown.member);
    return names.empty() ? "0" : join(names, "|", [](const std::string& name) { return name; });
  }
  const std::string_view bytes = entry.bytes(shown.member);
  if (member.is_text) return '"' + escape_for_terminal(bytes.substr(0, bytes.find('\0'))) + '"';
  if (member.scalar == Scalar::chars) return bytes_text(bytes);
  if (member.scalar == Scalar::bitmap) {
    const auto bits = set_bits(entry, shown.member);
    return bits.empty() ? "-"
                        : join(bits, ",", [](unsigned bit) { return fmt::format("{:x}", bit); });
  }
  const auto any = any_value(*table.variant, shown.member);
  return join(values_of(table, entry, shown.member, pointers), ",",
              [&](const Value& value) { return value_text(value, any); });
}

}  // namespace ko2alias
