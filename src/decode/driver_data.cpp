// A word that leads to a place in the image is a pointer, any other is a number.
#include "decode/driver_data.h"

#include <algorithm>

#include <fmt/core.h>

#include "decode/members.h"
#include "describe/entry.h"
#include "support/text.h"

namespace ko2alias {
namespace {

std::size_t data_member(const Variant& variant) {
  for (std::size_t i = 0; i < variant.members.size(); ++i)
    if (variant.members[i].is_driver_data) return i;
  return no_member;
}

// The text at the start of some bytes, if it is one.
std::string_view c_string(std::string_view bytes) {
  const std::string_view text = bytes.substr(0, std::min(bytes.find('\0'), bytes.size()));
  const bool is_text =
      text.size() < bytes.size() && std::all_of(text.begin(), text.end(), is_printable);
  return is_text ? text : std::string_view();
}

}  // namespace

DriverData::DriverData(const DecodedModule& module, const ModuleImage& image)
    : module_(module), image_(image) {
  if (auto references = References::load(image)) references_ = std::move(*references);
}

std::optional<Place> DriverData::place_of(std::uint32_t table) const {
  const auto same = [&](const Symbol& symbol) {
    return symbol.name == module_.tables[table].table.symbol_name;
  };
  const auto symbol = std::find_if(image_.mod_symbols.begin(), image_.mod_symbols.end(), same);
  if (!references_ || symbol == image_.mod_symbols.end()) return std::nullopt;
  return references_->place_of(*symbol);
}

std::string DriverData::text(std::uint32_t table, std::uint32_t entry) const {
  const DecodedTable& decoded = module_.tables[table];
  if (decoded.variant == nullptr || entry >= decoded.entries) return {};
  const auto member = data_member(*decoded.variant);
  const auto place = place_of(table);
  if (member == no_member || !place) return {};
  const TableView view = view_of(module_, decoded);
  const std::uint64_t offset =
      place->offset + std::uint64_t{entry} * view.layout.size + view.layout.offset[member];
  if (const auto target = references_->at(place->section, offset)) return target_text(*target);
  return fmt::format("{:#x}", Entry(view, entry).number(member));
}

std::string DriverData::target_text(const Target& target) const {
  if (target.is_named)
    return target.offset == 0 ? std::string(target.symbol)
                              : fmt::format("{}+{:#x}", target.symbol, target.offset);
  const auto bytes = load_section(image_, target.symbol);
  if (!bytes || target.offset < 0 || static_cast<std::uint64_t>(target.offset) >= bytes->size())
    return {};
  const std::string_view text = c_string(bytes->substr(static_cast<std::size_t>(target.offset)));
  return text.empty() ? "" : fmt::format("\"{}\"", text);
}

}  // namespace ko2alias
