#include "decode/driver_data.h"

#include <algorithm>

#include <fmt/core.h>

#include "decode/members.h"

namespace ko2alias {
namespace {

std::size_t data_member(const Variant& variant) {
  const auto found = std::find_if(variant.members.begin(), variant.members.end(),
                                  [](const Member& member) { return member.is_driver_data; });
  return found != variant.members.end() ? static_cast<std::size_t>(found - variant.members.begin())
                                        : no_member;
}

std::string text_of(const Value& value) {
  if (value.pointee) return to_text(*value.pointee);
  return value.number ? fmt::format("{:#x}", *value.number) : std::string();
}

// Symbols of other modules have no place in this one, but a name that is theirs alone.
bool is_same(const Pointee& a, const Pointee& b) {
  if (a.text && b.text) return *a.text == *b.text;
  if (a.target.section != 0 || b.target.section != 0)
    return a.target.section == b.target.section && a.target.place == b.target.place;
  return a.target == b.target;
}

}  // namespace

DriverData::DriverData(const DecodedModule& module, const ModuleImage& image)
    : module_(module), pointers_(image) {}

std::optional<Value> DriverData::value(std::uint32_t table, std::uint32_t entry) const {
  const DecodedTable& decoded = module_.tables[table];
  if (decoded.variant == nullptr || entry >= decoded.entries) return std::nullopt;
  const std::size_t member = data_member(*decoded.variant);
  if (member == no_member) return std::nullopt;
  const TableView view = driver_view_of(module_, decoded);
  return pointers_.value(decoded.table, Entry(view, entry), member);
}

std::string DriverData::text(std::uint32_t table, std::uint32_t entry) const {
  const auto data = value(table, entry);
  return data ? text_of(*data) : std::string();
}

std::string DriverData::portable_text(std::uint32_t table, std::uint32_t entry) const {
  const auto data = value(table, entry);
  if (!data || (data->pointee && !is_portable(*data->pointee))) return {};
  return text_of(*data);
}

SameData DriverData::compare(std::uint32_t table, std::uint32_t a, std::uint32_t b) const {
  const auto one = value(table, a);
  const auto other = value(table, b);
  if (!one && !other) return SameData::yes;
  if (!one || !other || !one->is_known() || !other->is_known()) return SameData::not_known;
  const bool same = one->pointee && other->pointee ? is_same(*one->pointee, *other->pointee)
                                                   : one->number == other->number;
  return same ? SameData::yes : SameData::no;
}

}  // namespace ko2alias
