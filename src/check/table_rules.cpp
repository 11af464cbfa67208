// Rules about a table and its entries.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "bus/alias_fields.h"
#include "bus/buses.h"
#include "check/check.h"
#include "decode/members.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"

namespace ko2alias {
namespace {

std::string place_of(const DecodedTable& table, std::uint32_t entry) {
  return fmt::format("{}: entry {}", table.table.symbol_name, entry);
}

// An earlier entry and one that it leaves nothing to.
struct Shadow {
  std::uint32_t table = 0;
  std::uint32_t earlier = 0;
  std::uint32_t later = 0;
  std::string pattern{};
  bool is_identical = false;
  /// Where they differ.
  std::string earlier_data{};
  std::string later_data{};
};

class ShadowFinder {
 public:
  ShadowFinder(const CheckedModule& module, std::uint32_t table)
      : module_(module),
        table_(table),
        entries_(module.patterns_of(table)),
        index_(all_patterns()) {}

  std::vector<Shadow> run() {
    std::vector<Shadow> shadows;
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (const auto earlier = find_earlier(i)) shadows.push_back(describe(*earlier, i));
    return shadows;
  }

 private:
  std::vector<Glob> all_patterns() {
    std::vector<Glob> all;
    for (std::size_t i = 0; i < entries_.size(); ++i)
      for (const std::string& pattern : entries_[i].patterns) {
        all.emplace_back(pattern);
        owners_.push_back(i);
      }
    return all;
  }

  // The first entry before this one that matches all its devices.
  [[nodiscard]] std::optional<std::size_t> find_earlier(std::size_t at) const {
    std::optional<std::size_t> found;
    const Glob first(entries_[at].patterns.front());
    const auto sample = first.sample();
    if (!sample) return std::nullopt;
    for (const AliasIndex::Id id : index_.matching(*sample)) {
      const std::size_t owner = owners_[id];
      if (owner >= at || (found && owner >= *found)) continue;
      if (covers(owner, at)) found = owner;
    }
    return found;
  }

  [[nodiscard]] bool covers(std::size_t earlier, std::size_t later) const {
    const auto& wide = entries_[earlier].patterns;
    return std::all_of(entries_[later].patterns.begin(), entries_[later].patterns.end(),
                       [&](const std::string& narrow) {
                         return std::any_of(wide.begin(), wide.end(), [&](const std::string& w) {
                           return covers_token_by_token(Glob(w), Glob(narrow));
                         });
                       });
  }

  Shadow describe(std::size_t earlier, std::size_t later) const {
    Shadow shadow{table_, entries_[earlier].entry, entries_[later].entry,
                  entries_[earlier].patterns.front()};
    shadow.is_identical = entries_[earlier].patterns == entries_[later].patterns;
    shadow.earlier_data = module_.data().text(table_, shadow.earlier);
    shadow.later_data = module_.data().text(table_, shadow.later);
    return shadow;
  }

  const CheckedModule& module_;
  std::uint32_t table_;
  std::vector<CheckedModule::EntryPatterns> entries_;
  std::vector<std::size_t> owners_;
  AliasIndex index_;
};

template <class Take>
void find_shadows(const CheckedModule& module, Take take) {
  for (std::uint32_t i = 0; i < module.module().tables.size(); ++i) {
    const DecodedTable& table = module.module().tables[i];
    if (table.bus == nullptr || table.entries < 2 || table.bus->choice != EntryChoice::first_match)
      continue;
    for (const Shadow& shadow : ShadowFinder(module, i).run()) take(table, shadow);
  }
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
std::optional<std::uint32_t> invented_vendor(const DecodedTable& table, std::string_view alias) {
  const auto fields = fields_of_alias(*table.bus, alias);
  const FieldText* const vendor = find_role(fields, FieldRole::vendor);
  const FieldText* const device = find_role(fields, FieldRole::device);
  if (vendor == nullptr || device == nullptr) return std::nullopt;
  const auto id = number_of(*vendor);
  const auto& invented = table.bus->invented_vendors;
  if (!id || std::find(invented.begin(), invented.end(), *id) == invented.end())
    return std::nullopt;
  // Without flags that say what counts, an entry of nothing but zeros is no entry.
  const bool has_flags = find_member(table.variant->members, "match_flags") != no_member;
  const bool is_no_entry = *id == 0 && number_of(*device) == 0 && !has_flags;
  return is_no_entry ? std::nullopt : id;
}

}  // namespace

void check_early_terminator(const CheckedModule& module, Findings& findings) {
  for (const DecodedTable& table : module.module().tables) {
    if (table.variant == nullptr || table.entries == 0) continue;
    const TableView view = view_of(module.module(), table);
    const auto is_empty = [&](std::uint32_t i) {
      return Entry(view, i).all_bytes().find_first_not_of('\0') == std::string_view::npos;
    };
    std::uint32_t last = table.entries;
    while (last > 0 && is_empty(last - 1)) --last;
    for (std::uint32_t i = 0; i + 1 < last; ++i)
      if (is_empty(i)) {
        findings.add(
            place_of(table, i),
            fmt::format("an empty entry ends the table for the kernel: the {} behind it never "
                        "bind, though they have aliases",
                        last - i - 1));
        break;
      }
  }
}

void check_repeated_entries(const CheckedModule& module, Findings& findings) {
  find_shadows(module, [&](const DecodedTable& table, const Shadow& shadow) {
    if (shadow.is_identical && shadow.earlier_data == shadow.later_data)
      findings.add(place_of(table, shadow.later),
                   fmt::format("the same as entry {}: {}", shadow.earlier, shadow.pattern));
  });
}

void check_shadowed_entries(const CheckedModule& module, Findings& findings) {
  find_shadows(module, [&](const DecodedTable& table, const Shadow& shadow) {
    if (shadow.earlier_data != shadow.later_data)
      findings.add(
          place_of(table, shadow.later),
          fmt::format("never used: entry {} matches all its devices ({}) and gives the driver {} "
                      "instead of {}",
                      shadow.earlier, shadow.pattern, shadow.earlier_data, shadow.later_data));
  });
}

void check_shadowed_same_data(const CheckedModule& module, Findings& findings) {
  find_shadows(module, [&](const DecodedTable& table, const Shadow& shadow) {
    if (!shadow.is_identical && shadow.earlier_data == shadow.later_data)
      findings.add(
          place_of(table, shadow.later),
          fmt::format(
              "never used: entry {} matches all its devices ({}), with the same driver data",
              shadow.earlier, shadow.pattern));
  });
}

void check_catch_all(const CheckedModule& module, Findings& findings) {
  for (const Alias& alias : module.module().aliases) {
    const DecodedTable& table = module.module().tables[alias.table];
    const Glob any(pattern_of_all(*table.bus));
    if (any.prefix().size() < alias.pattern.size() && alias.override_prefix.empty() &&
        covers_token_by_token(Glob::of_alias(alias.pattern), any))
      findings.add(place_of(table, alias.entry),
                   fmt::format("matches every device of the bus: {}", alias.pattern));
  }
}

void check_class_wide(const CheckedModule& module, Findings& findings) {
  for (const Alias& alias : module.module().aliases) {
    const DecodedTable& table = module.module().tables[alias.table];
    if (is_class_wide(*table.bus, alias.pattern))
      findings.add(place_of(table, alias.entry),
                   fmt::format("matches a whole class of devices: {}", alias.pattern));
  }
}

void check_placeholder_ids(const CheckedModule& module, Findings& findings) {
  for (const Alias& alias : module.module().aliases) {
    const DecodedTable& table = module.module().tables[alias.table];
    if (const auto vendor = invented_vendor(table, alias.pattern))
      findings.add(place_of(table, alias.entry),
                   fmt::format("vendor {:04X} looks invented: {}", *vendor, alias.pattern));
  }
}

}  // namespace ko2alias
