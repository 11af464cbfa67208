// Rules about a table and its entries.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "bus/alias_fields.h"
#include "bus/buses.h"
#include "check/checked_module.h"
#include "check/entry_patterns.h"
#include "check/rule.h"
#include "check/rule_functions.h"
#include "decode/members.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"

namespace ko2alias {
namespace {

// Whether entries can stand in each other's shadow.
bool has_deciding_order(const DecodedTable& table) {
  return table.bus != nullptr && table.entries >= 2 &&
         table.bus->choice == EntryChoice::first_match;
}

// Calls `take` for each shadow in the tables whose order decides.
template <class Take>
void for_each_shadow(const CheckedModule& module, Take take) {
  for (std::uint32_t i = 0; i < module.module().tables.size(); ++i) {
    const DecodedTable& table = module.module().tables[i];
    if (!has_deciding_order(table)) continue;
    for (const Shadow& shadow : module.shadows(i)) take(table, shadow);
  }
}

// Half a sentence about the driver data of two entries that do not differ as far as is known.
std::string_view same_data_text(SameData same) {
  return same == SameData::yes ? ", with the same driver data"
                               : "; whether with the same driver data is not known";
}

std::vector<FieldText> fields_of_alias(const Bus& bus, std::string_view alias) {
  return split_fields(bus.fields, fields_text(alias));
}

// Whether an alias leaves open which device it is, but not of what class.
bool is_class_wide(const Bus& bus, std::string_view alias) {
  bool names_class = false;
  for (const FieldText& field : fields_of_alias(bus, alias)) {
    if (!is_of_class(*field.field) && !field.is_open()) return false;
    names_class |= is_of_class(*field.field) && !field.is_open();
  }
  return names_class;
}

// The vendor's id, if it is one that nobody has.
std::optional<std::uint32_t> invented_vendor(const Bus& bus, std::string_view alias) {
  const auto fields = fields_of_alias(bus, alias);
  const FieldText* const vendor = find_role(fields, FieldRole::vendor);
  const FieldText* const device = find_role(fields, FieldRole::device);
  if (vendor == nullptr || device == nullptr) return std::nullopt;
  const auto id = number_of(*vendor);
  const auto& invented = bus.invented_vendors;
  if (!id || std::find(invented.begin(), invented.end(), *id) == invented.end())
    return std::nullopt;
  // Without flags that say what counts, an entry of nothing but zeros is no entry.
  const bool has_flags = find_member(bus.variants.front().members, "match_flags") != no_member;
  const bool is_no_entry = *id == 0 && number_of(*device) == 0 && !has_flags;
  return is_no_entry ? std::nullopt : id;
}

// Calls `take` for each alias of a bus that ko2alias knows.
template <class Take>
void for_each_alias(const CheckedModule& module, Take take) {
  for (const ModuleAlias* const alias : module.aliases())
    if (const Bus* const bus = find_bus_of(alias->pattern)) take(*bus, *alias);
}

std::string text_of_lost(std::uint32_t entries) {
  return entries == 1
             ? "the one behind it never binds, though it has aliases"
             : fmt::format("the {} behind it never bind, though they have aliases", entries);
}

FindingPlace place_of_shadow(const DecodedTable& table, const Shadow& shadow) {
  return place_of(table, shadow.later, shadow.later_pattern);
}

}  // namespace

void check_early_terminator(const CheckedModule& module, Findings& findings) {
  for (std::uint32_t i = 0; i < module.module().tables.size(); ++i) {
    const DecodedTable& table = module.module().tables[i];
    if (table.variant == nullptr || table.entries == 0) continue;
    const TableView view = view_of(module.module(), table);
    const auto is_empty = [&](std::uint32_t entry) {
      return Entry(view, entry).all_bytes().find_first_not_of('\0') == std::string_view::npos;
    };
    // Empty entries at the very end are terminators, however many there are.
    std::uint32_t end = table.entries;
    while (end > 0 && is_empty(end - 1)) --end;
    const std::uint32_t first = first_empty_entry(module.module(), i);
    if (first < end)
      findings.add(place_of(table, first),
                   fmt::format("an empty entry ends the table for the kernel: {}",
                               text_of_lost(end - first - 1)));
  }
}

void check_repeated_entries(const CheckedModule& module, Findings& findings) {
  for_each_shadow(module, [&](const DecodedTable& table, const Shadow& shadow) {
    if (!shadow.repeated) return;
    const bool is_known = shadow.repeated_data == SameData::yes;
    findings.add(
        place_of_shadow(table, shadow),
        fmt::format("the same {} entry {}: {}{}", is_known ? "as" : "devices as", *shadow.repeated,
                    shadow.later_pattern, is_known ? "" : same_data_text(shadow.repeated_data)));
  });
}

void check_shadowed_entries(const CheckedModule& module, Findings& findings) {
  for (std::uint32_t i = 0; i < module.module().tables.size(); ++i) {
    const DecodedTable& table = module.module().tables[i];
    if (has_deciding_order(table) && is_too_large_for_shadows(module.module(), i))
      findings.add({.table = std::string(table.table.symbol_name)},
                   "so many aliases that its entries were not compared with each other");
  }
  for_each_shadow(module, [&](const DecodedTable& table, const Shadow& shadow) {
    if (shadow.same_data == SameData::no)
      findings.add(
          place_of_shadow(table, shadow),
          fmt::format("never used: entry {} matches all its devices ({}) and gives the driver {} "
                      "instead of {}",
                      shadow.earlier, shadow.pattern, shadow.earlier_data, shadow.later_data));
  });
}

void check_shadowed_same_data(const CheckedModule& module, Findings& findings) {
  for_each_shadow(module, [&](const DecodedTable& table, const Shadow& shadow) {
    if (!shadow.is_identical && shadow.same_data != SameData::no)
      findings.add(place_of_shadow(table, shadow),
                   fmt::format("never used: entry {} matches all its devices ({}){}",
                               shadow.earlier, shadow.pattern, same_data_text(shadow.same_data)));
  });
}

void check_catch_all(const CheckedModule& module, Findings& findings) {
  for (const ModuleAlias* const alias : module.catch_alls())
    findings.add(place_of(module, *alias),
                 fmt::format("matches every device of the bus: {}", alias->pattern));
}

void check_class_wide(const CheckedModule& module, Findings& findings) {
  for_each_alias(module, [&](const Bus& bus, const ModuleAlias& alias) {
    if (is_class_wide(bus, alias.pattern))
      findings.add(place_of(module, alias),
                   fmt::format("matches a whole class of devices: {}", alias.pattern));
  });
}

void check_placeholder_ids(const CheckedModule& module, Findings& findings) {
  for_each_alias(module, [&](const Bus& bus, const ModuleAlias& alias) {
    if (const auto vendor = invented_vendor(bus, alias.pattern))
      findings.add(place_of(module, alias),
                   fmt::format("vendor {:04X} looks invented: {}", *vendor, alias.pattern));
  });
}

}  // namespace ko2alias
