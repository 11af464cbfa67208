// A modalias is the bus, and each of its fields in order with a number or a star.
#include "device/device_fields.h"

#include <algorithm>
#include <cassert>
#include <charconv>

#include "bus/buses.h"
#include "describe/alias_text.h"

namespace ko2alias {
namespace {

Field to_field(std::string_view text, int base) {
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  return error == std::errc() && stop == end ? Field(value) : std::nullopt;
}

}  // namespace

DeviceFields::DeviceFields(std::string_view bus)
    : bus_(find_bus(bus)), values_(bus_->fields.size()) {}

std::size_t DeviceFields::index_of(std::string_view tag) const {
  const auto& fields = bus_->fields;
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const AliasField& field) { return field.tag == tag; });
  assert(found != fields.end());
  return static_cast<std::size_t>(found - fields.begin());
}

Field& DeviceFields::operator[](std::string_view tag) { return values_[index_of(tag)]; }
const Field& DeviceFields::operator[](std::string_view tag) const { return values_[index_of(tag)]; }

std::string DeviceFields::modalias() const {
  const std::vector<std::optional<std::uint64_t>> values(values_.begin(), values_.end());
  return AliasText(bus_->type).add(":").fields(bus_->fields, values).take();
}

Field to_hex_field(std::string_view text, std::size_t digits) {
  return text.size() == digits ? to_field(text, 16) : std::nullopt;
}

Field to_decimal_field(std::string_view text) { return to_field(text, 10); }

IdPair to_id_pair(std::string_view text) {
  if (text.size() != 9 || text[4] != ':') return {};
  const IdPair ids{to_hex_field(text.substr(0, 4), 4), to_hex_field(text.substr(5), 4)};
  return ids.first && ids.second ? ids : IdPair{};
}

}  // namespace ko2alias
