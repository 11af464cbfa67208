// The list of what is supported.
//
//   TYPE  SINCE  ENTRY SIZE 64/32    OVERRIDE       DRIVERS     VERIFIED       ALIAS
//   pci   2.6    32/28, 5.15: 40/32  override_only  pci_driver  eras, modpost  pci:v…
//
// Where a terminal is too narrow for that, buses that were asked for stand in paragraphs, and the
// list of all has less of each.
#include "cli/bus_formats.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "bus/buses.h"
#include "support/columns.h"
#include "support/fit.h"
#include "support/json_document.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Json = nlohmann::ordered_json;

std::string sizes(const Variant& variant) {
  return fmt::format("{}/{}", entry_size(variant, lp64), entry_size(variant, ilp32));
}

// Entry sizes from the oldest to the newest layout: `32/28, 5.15: 40/32`.
std::string all_sizes(const Bus& bus) {
  std::string text;
  std::string last;
  for (auto variant = bus.variants.rbegin(); variant != bus.variants.rend(); ++variant) {
    const std::string size = sizes(*variant);
    if (size == last) continue;
    if (!text.empty()) text += fmt::format(", {}: ", to_string(first_release(variant->since)));
    text += size;
    last = size;
  }
  return text;
}

std::vector<std::string> verified(const Bus& bus) {
  std::vector<std::string> places;
  if (has(bus.verified, Verified::eras)) places.emplace_back("eras");
  if (has(bus.verified, Verified::real_kernels)) places.emplace_back("real kernels");
  if (has(bus.verified, Verified::modpost)) places.emplace_back("modpost");
  return places;
}

std::string since(const Bus& bus) { return to_string(bus.variants.back().since.mainline); }

std::string_view override_member(const Bus& bus) { return bus.variants.front().override_member; }

std::vector<std::string> driver_structs(const Bus& bus) {
  std::vector<std::string> names;
  for (const DriverStruct& driver : bus.drivers) names.emplace_back(driver.name);
  return names;
}

std::string joined_names(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

std::string table_of_all(const BusesView& view) {
  std::vector<Row> rows;
  if (view.screen.has_header)
    rows.push_back(
        {"TYPE", "SINCE", "ENTRY SIZE 64/32", "OVERRIDE", "DRIVERS", "VERIFIED", "ALIAS"});
  for (const Bus* const bus : view.buses)
    rows.push_back({std::string(bus->type), since(*bus), all_sizes(*bus),
                    or_dash(std::string(override_member(*bus))),
                    or_dash(joined_names(driver_structs(*bus))), joined_names(verified(*bus)),
                    shape_of(*bus)});
  return layout_rows(rows);
}

std::string paragraph(const Bus& bus) {
  std::string text;
  const auto add = [&](const std::string& line) { text += line + "\n"; };
  add(fmt::format("{}  {}", bus.type, shape_of(bus)));
  add(fmt::format("  since {}, entries of {} bytes (64-bit/32-bit)", since(bus), all_sizes(bus)));
  if (!override_member(bus).empty())
    add(fmt::format("  {} of an entry chooses the prefix of its alias", override_member(bus)));
  add(bus.drivers.empty() ? "  names of drivers are not known"
                          : "  names of drivers: " + joined_names(driver_structs(bus)));
  add("  verified: " + joined_names(verified(bus)));
  return text;
}

// What fits beside the alias of most buses.
std::string short_table(const BusesView& view) {
  std::vector<Row> rows;
  if (view.screen.has_header) rows.push_back({"TYPE", "SINCE", "SIZE 64/32", "ALIAS"});
  for (const Bus* const bus : view.buses)
    rows.push_back({std::string(bus->type), since(*bus), sizes(bus->variants.front()), ""});
  ColumnWidths widths;
  for (const Row& row : rows) widths.widen(row);
  std::size_t taken = 8;
  for (std::size_t i = 0; i < 3; ++i) taken += widths.widths()[i];
  const std::size_t room = view.screen.columns - std::min(view.screen.columns, taken);
  const std::size_t first = rows.size() - view.buses.size();
  for (std::size_t i = 0; i < view.buses.size(); ++i)
    rows[first + i].back() = cut_end(shape_of(*view.buses[i]), room);
  std::string text = layout_rows(rows);
  if (view.screen.has_header)
    text += "  'ko2alias buses NAME' has the sizes of other releases and more of a bus\n";
  return text;
}

bool fits(std::string_view table, const Screen& screen) {
  while (!table.empty())
    if (take_line(table).size() > screen.columns) return false;
  return true;
}

std::string render_buses_text(const BusesView& view) {
  std::string table = table_of_all(view);
  if (!view.screen.is_terminal || fits(table, view.screen)) return table;
  if (!view.is_asked) return short_table(view);
  std::string text;
  for (const Bus* const bus : view.buses) text += paragraph(*bus);
  return text;
}

Json layouts_json(const Bus& bus) {
  Json layouts = Json::array();
  for (auto variant = bus.variants.rbegin(); variant != bus.variants.rend(); ++variant) {
    Json layout{
        {"since", to_string(first_release(variant->since))},
        {"mainline", to_string(variant->since.mainline)},
        {"entry_size", {{"64", entry_size(*variant, lp64)}, {"32", entry_size(*variant, ilp32)}}},
        {"override_member", nullptr}};
    if (!variant->override_member.empty()) layout["override_member"] = variant->override_member;
    layouts.push_back(std::move(layout));
  }
  return layouts;
}

Json bus_json(const Bus& bus) {
  Json json{{"type", bus.type},
            {"alias", shape_of(bus)},
            {"prefixes", alias_prefixes(bus)},
            {"since", since(bus)},
            {"layouts", layouts_json(bus)},
            {"fields", Json::array()},
            {"driver_structs", driver_structs(bus)},
            {"verified", verified(bus)}};
  for (const AliasField& field : bus.fields) {
    Json one{{"tag", field.tag}, {"digits", nullptr}};
    if (field.digits != 0) one["digits"] = field.digits;
    json["fields"].push_back(std::move(one));
  }
  return json;
}

std::string render_buses_json(const BusesView& view) {
  JsonDocument document;
  document.add("schema_version", 1);
  document.add_array("buses", view.buses, [](const Bus* bus) { return bus_json(*bus); });
  return std::move(document).text();
}

}  // namespace

std::span<const BusFormat> bus_formats() {
  static constexpr BusFormat formats[] = {
      {.name = "text", .help = "a table to read", .render = render_buses_text},
      {.name = "json",
       .help = "one JSON document, also with the fields of aliases",
       .render = render_buses_json,
       .syntax = Syntax::json},
  };
  return formats;
}

// A shape may be of several: `pnp:dID, acpi:ID:`.
std::vector<std::string> alias_prefixes(const Bus& bus) {
  constexpr std::string_view between = ", ";
  const std::string shapes = shape_of(bus);
  std::vector<std::string> prefixes;
  for (std::size_t start = 0; start < shapes.size();) {
    prefixes.push_back(shapes.substr(start, shapes.find(':', start) - start));
    const auto end = shapes.find(between, start);
    start = end == std::string::npos ? shapes.size() : end + between.size();
  }
  return prefixes;
}

}  // namespace ko2alias
