// Rules about a table and its entries.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "bus/buses.h"
#include "check/check.h"
#include "decode/members.h"

namespace ko2alias {
namespace {

std::string place_of(const DecodedTable& table, std::uint32_t entry) {
  return fmt::format("{}: entry {}", table.table.symbol_name, entry);
}

// Buses that give a device to the first entry that matches, by nothing but what the alias says. (of
// and acpi look for the best match, input handlers and x86cpu at more than the alias.)
bool takes_first_match(std::string_view bus) {
  constexpr std::array buses = {"amba", "auxiliary", "bcma",  "cdx",   "hdaudio", "hid",
                                "i2c",  "mdio",      "mei",   "mhi",   "pci",     "pcmcia",
                                "pnp",  "platform",  "sdio",  "serio", "spi",     "ssb",
                                "usb",  "virtio",    "vmbus", "wmi"};
  return std::find(buses.begin(), buses.end(), bus) != buses.end();
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
  std::vector<std::string> all_patterns() {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < entries_.size(); ++i)
      for (const std::string& pattern : entries_[i].patterns) {
        all.push_back(pattern);
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
    if (table.bus == nullptr || table.entries < 2 || !takes_first_match(table.bus->type)) continue;
    for (const Shadow& shadow : ShadowFinder(module, i).run()) take(table, shadow);
  }
}

// `pci:v*d*sv*sd*bc*sc*i*`: what any device of the bus has, made of its shape.
Glob any_device(const Bus& bus) {
  std::string pattern;
  for (const char c : bus.shape) {
    if (c < 'A' || c > 'Z')
      pattern += c;
    else if (!pattern.ends_with('*'))
      pattern += '*';
  }
  return Glob(pattern.ends_with('*') ? pattern : pattern + '*');
}

bool is_class_wide(std::string_view pattern) {
  return (pattern.find("pci:v*d*sv*sd*bc") != std::string_view::npos &&
          !pattern.ends_with("bc*sc*i*")) ||
         (pattern.starts_with("usb:v*p*d*d") &&
          pattern.find("dc*dsc*dp*ic*isc*ip*in*") == std::string_view::npos);
}

// The hexadecimal digits behind a label: `8086` of `pci:v00008086d…`.
std::string_view field_of(std::string_view pattern, std::string_view label, std::size_t digits) {
  const auto at = pattern.find(label);
  if (at == std::string_view::npos || at + label.size() + digits > pattern.size()) return {};
  const std::string_view field = pattern.substr(at + label.size(), digits);
  return field.find_first_not_of("0123456789ABCDEF") == std::string_view::npos ? field
                                                                               : std::string_view();
}

bool is_placeholder(std::string_view id) {
  constexpr std::array ids = {"0000", "FFFF", "ABCD", "DEAD", "BEEF"};
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// Vendors that nobody has: of pci 0000 and FFFF are what an empty slot reads as.
std::string_view invented_vendor(std::string_view pattern) {
  if (pattern.find("pci:v") != std::string_view::npos &&
      field_of(pattern, "pci:v0000", 4).size() == 4 &&
      is_placeholder(field_of(pattern, "pci:v0000", 4)))
    return field_of(pattern, "pci:v0000", 4);
  if (pattern.starts_with("usb:v") && is_placeholder(field_of(pattern, "usb:v", 4)))
    return field_of(pattern, "usb:v", 4);
  return {};
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
    const Glob any = any_device(*table.bus);
    if (any.prefix().size() < alias.pattern.size() && alias.override_prefix.empty() &&
        covers_token_by_token(Glob(normalized(alias.pattern)), any))
      findings.add(place_of(table, alias.entry),
                   fmt::format("matches every device of the bus: {}", alias.pattern));
  }
}

void check_class_wide(const CheckedModule& module, Findings& findings) {
  for (const Alias& alias : module.module().aliases)
    if (is_class_wide(alias.pattern))
      findings.add(place_of(module.module().tables[alias.table], alias.entry),
                   fmt::format("matches a whole class of devices: {}", alias.pattern));
}

void check_placeholder_ids(const CheckedModule& module, Findings& findings) {
  // An entry of nothing but zeros is no entry.
  constexpr std::string_view empty = "00000000d00000000";
  for (const Alias& alias : module.module().aliases)
    if (const std::string_view vendor = invented_vendor(alias.pattern);
        !vendor.empty() && alias.pattern.find(empty) == std::string::npos)
      findings.add(place_of(module.module().tables[alias.table], alias.entry),
                   fmt::format("vendor {} looks invented: {}", vendor, alias.pattern));
}

}  // namespace ko2alias
