// Rules about the aliases in .modinfo: the tables' aliases should be there, and hand-written ones
// should make sense.
#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/core.h>

#include "bus/alias_fields.h"
#include "bus/buses.h"
#include "check/checked_module.h"
#include "check/rule.h"
#include "check/rule_functions.h"
#include "kernel/kernel.h"
#include "pattern/alias_bus.h"
#include "pattern/device_shape.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// What every device of a bus reports, as far as it is known: fields of known width.
Glob any_shaped_device(std::string_view type) {
  const Bus* const bus = find_bus(type);
  if (bus == nullptr || !has_known_widths(*bus)) return Glob("*");
  return shaped_as_device(Glob(pattern_of_all(*bus)));
}

// `ND_DEVICE_BTT` in `nd:tND_DEVICE_BTT*`: capitals with an underscore between them, longer than
// any number.
std::string_view macro_in(std::string_view pattern) {
  const auto is_part = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  for (std::size_t begin = 0; begin < pattern.size(); ++begin) {
    std::size_t end = begin;
    while (end < pattern.size() && is_part(pattern[end])) ++end;
    const std::string_view word = pattern.substr(begin, end - begin);
    const auto underscore = word.find('_');
    if (word.size() >= 6 && underscore != std::string_view::npos && underscore > 0 &&
        underscore + 1 < word.size() &&
        word.find_first_of("GHIJKLMNOPQRSTUVWXYZ") != std::string_view::npos)
      return word;
    begin = std::max(begin, end);
  }
  return {};
}

std::unordered_map<std::string_view, std::size_t> count(
    const std::vector<std::string_view>& aliases) {
  std::unordered_map<std::string_view, std::size_t> counts;
  for (const std::string_view alias : aliases) ++counts[alias];
  return counts;
}

// The first field of `vfio_pci:v…` that is neither a value nor `*` alone: `i02*`.
std::string half_open_field(const Bus& bus, std::string_view alias) {
  for (const FieldText& field : split_fields(bus.fields, fields_text(alias)))
    if (!field.is_open() && field.value->find_first_of("*?[") != std::string_view::npos)
      return std::string(field.field->tag).append(*field.value);
  return {};
}

}  // namespace

void check_stripped(const CheckedModule& module, Findings& findings) {
  if (module.module().is_stripped)
    findings.add(
        "", fmt::format(
                "stripped of its tables' symbols: its {} aliases cannot be checked against tables",
                module.module().modinfo.all("alias").size()));
}

void check_missing_aliases(const CheckedModule& module, Findings& findings) {
  if (!module.is_linked()) return;
  const auto held = count(module.module().modinfo.all("alias"));
  for (const Alias& alias : module.module().aliases)
    if (held.find(alias.pattern) == held.end())
      findings.add(place_of(module, alias),
                   fmt::format("its alias is not in .modinfo: {}", alias.pattern));
}

void check_stray_aliases(const CheckedModule& module, Findings& findings) {
  for (const std::string_view alias : module.handwritten())
    for (const DecodedTable& table : module.module().tables)
      if (table.variant != nullptr && table.bus->type == bus_of(alias)) {
        findings.add(".modinfo",
                     fmt::format("no {} table makes the alias {}", table.bus->type, alias));
        break;
      }
}

void check_repeated_aliases(const CheckedModule& module, Findings& findings) {
  if (!module.is_linked()) return;
  std::unordered_map<std::string_view, std::size_t> made;
  for (const Alias& alias : module.module().aliases) ++made[alias.pattern];
  const auto held = count(module.module().modinfo.all("alias"));
  for (const Alias& alias : module.module().aliases) {
    const auto found = held.find(alias.pattern);
    if (found == held.end() || found->second <= made[alias.pattern]) continue;
    findings.add(".modinfo", fmt::format("holds an alias once more than the tables make it: {}",
                                         alias.pattern));
    made[alias.pattern] = found->second;
  }
}

void check_unexpanded_macros(const CheckedModule& module, Findings& findings) {
  for (const std::string_view alias : module.handwritten())
    if (const std::string_view macro = macro_in(alias);
        is_numbered(bus_of(alias)) && !macro.empty())
      findings.add(".modinfo",
                   fmt::format("{} was not expanded, so no device matches: {}", macro, alias));
}

void check_impossible_aliases(const CheckedModule& module, Findings& findings) {
  for (const std::string_view alias : module.handwritten()) {
    if (!macro_in(alias).empty() || !override_prefix_of(alias).empty()) continue;
    if (!overlap(any_shaped_device(bus_of(alias)), Glob::of_alias(alias)))
      findings.add(".modinfo", fmt::format("no {} device can match: {}", bus_of(alias), alias));
  }
}

void check_libvirt_aliases(const CheckedModule& module, Findings& findings) {
  for (const Alias& alias : module.module().aliases) {
    if (alias.override_prefix != "vfio_") continue;
    if (const std::string field =
            half_open_field(*module.module().tables[alias.table].bus, alias.pattern);
        !field.empty())
      findings.add(place_of(module, alias),
                   fmt::format("libvirt compares fields as strings and never matches '{}': {}",
                               field, alias.pattern));
  }
}

}  // namespace ko2alias
