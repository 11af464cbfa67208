// Rules about the aliases in .modinfo: the tables' aliases should be there, and hand-written ones
// should make sense.
#include <algorithm>
#include <optional>
#include <unordered_map>

#include <fmt/core.h>

#include "bus/alias_fields.h"
#include "bus/buses.h"
#include "bus/reported_pattern.h"
#include "check/checked_module.h"
#include "check/rule.h"
#include "check/rule_functions.h"
#include "pattern/alias_bus.h"
#include "pattern/alias_index.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view modinfo_section = ".modinfo";

FindingPlace in_modinfo(std::string_view alias) {
  return {.section = std::string(modinfo_section), .alias = std::string(alias)};
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

// The name of a macro in the place of a number; empty where there is none.
std::string_view unexpanded_macro(std::string_view alias) {
  return is_numbered(bus_of(alias)) ? macro_in(alias) : std::string_view();
}

// What devices report, for all aliases of a module: most of them are of one bus.
class ReportedTexts {
 public:
  explicit ReportedTexts(const CheckedModule& module) : release_(module.release()) {}

  // Whether some device that the bus can have matches the alias.
  bool has_match(const Bus& bus, std::string_view alias) {
    const auto [found, is_new] = by_bus_.try_emplace(&bus);
    if (is_new) found->second = globs_of(reported_patterns(bus, release_));
    const Glob wanted = Glob::of_alias(without_override(alias));
    return std::any_of(found->second.begin(), found->second.end(),
                       [&](const Glob& reported) { return overlap(reported, wanted); });
  }

 private:
  std::optional<Release> release_;
  std::unordered_map<const Bus*, std::vector<Glob>> by_bus_;
};

// A generator that makes an alias of numbers writes them as devices report them. A text it copies.
bool is_made_of_numbers(const Bus& bus, const ModuleAlias& alias) {
  return alias.decoded != nullptr && bus.device_form.empty();
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
        {}, fmt::format("stripped of its tables' symbols: its {} cannot be checked against tables",
                        counted(module.module().modinfo.all("alias").size(), "alias", "aliases")));
}

void check_missing_aliases(const CheckedModule& module, Findings& findings) {
  if (!module.is_linked()) return;
  const auto held = count(module.module().modinfo.all("alias"));
  for (const Alias& alias : module.module().aliases)
    if (held.find(alias.pattern) == held.end())
      findings.add(place_of(module.module().tables[alias.table], alias.entry, alias.pattern),
                   fmt::format("its alias is not in .modinfo: {}", alias.pattern));
}

void check_stray_aliases(const CheckedModule& module, Findings& findings) {
  const auto& tables = module.module().tables;
  for (const ModuleAlias* const alias : module.handwritten()) {
    const std::string_view bus = bus_of(alias->pattern);
    if (std::any_of(tables.begin(), tables.end(), [&](const DecodedTable& table) {
          return table.variant != nullptr && table.bus->type == bus;
        }))
      findings.add(in_modinfo(alias->pattern),
                   fmt::format("no {} table makes the alias {}", bus, alias->pattern));
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
    findings.add(
        in_modinfo(alias.pattern),
        fmt::format("holds an alias once more than the tables make it: {}", alias.pattern));
    made[alias.pattern] = found->second;
  }
}

void check_unexpanded_macros(const CheckedModule& module, Findings& findings) {
  for (const ModuleAlias* const alias : module.aliases())
    if (const auto macro = unexpanded_macro(alias->pattern);
        alias->decoded == nullptr && !macro.empty())
      findings.add(
          place_of(module, *alias),
          fmt::format("{} was not expanded, so no device matches: {}", macro, alias->pattern));
}

void check_impossible_aliases(const CheckedModule& module, Findings& findings) {
  ReportedTexts reported(module);
  for (const ModuleAlias* const alias : module.aliases()) {
    const Bus* const bus = find_bus_of(alias->pattern);
    if (bus == nullptr || is_made_of_numbers(*bus, *alias)) continue;
    if (unexpanded_macro(alias->pattern).empty() && !reported.has_match(*bus, alias->pattern))
      findings.add(place_of(module, *alias),
                   fmt::format("no {} device can match: {}", bus->type, alias->pattern));
  }
}

void check_libvirt_aliases(const CheckedModule& module, Findings& findings) {
  for (const ModuleAlias* const alias : module.aliases()) {
    const Bus* const bus = find_bus_of(alias->pattern);
    if (bus == nullptr || override_prefix_of(alias->pattern) != "vfio_") continue;
    if (const std::string field = half_open_field(*bus, alias->pattern); !field.empty())
      findings.add(place_of(module, *alias),
                   fmt::format("libvirt compares fields as strings and never matches '{}': {}",
                               field, alias->pattern));
  }
}

}  // namespace ko2alias
