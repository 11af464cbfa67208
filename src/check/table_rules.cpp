// Rules about a table and its entries.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "bus/buses.h"
#include "check/checked_module.h"
#include "check/rule.h"
#include "check/rule_functions.h"
#include "decode/members.h"

namespace ko2alias {
namespace {

// Buses that give a device to the first entry that matches, by nothing but what the alias says. (of
// and acpi look for the best match, input handlers and x86cpu at more than the alias.)
bool takes_first_match(std::string_view bus) {
  constexpr std::array buses = {"amba", "auxiliary", "bcma",  "cdx",   "hdaudio", "hid",
                                "i2c",  "mdio",      "mei",   "mhi",   "pci",     "pcmcia",
                                "pnp",  "platform",  "sdio",  "serio", "spi",     "ssb",
                                "usb",  "virtio",    "vmbus", "wmi"};
  return std::find(buses.begin(), buses.end(), bus) != buses.end();
}

// Calls `take` for each shadow in the tables whose order decides.
template <class Take>
void for_each_shadow(const CheckedModule& module, Take take) {
  for (std::uint32_t i = 0; i < module.module().tables.size(); ++i) {
    const DecodedTable& table = module.module().tables[i];
    if (table.bus == nullptr || table.entries < 2 || !takes_first_match(table.bus->type)) continue;
    for (const Shadow& shadow : module.shadows(i)) take(table, shadow);
  }
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
    // Empty entries at the very end are terminators, however many there are.
    std::uint32_t end = table.entries;
    while (end > 0 && is_empty(end - 1)) --end;
    std::uint32_t first = 0;
    while (first < end && !is_empty(first)) ++first;
    if (first < end)
      findings.add(place_of(table, first),
                   fmt::format("an empty entry ends the table for the kernel: the {} behind it "
                               "never bind, though they have aliases",
                               end - first - 1));
  }
}

void check_repeated_entries(const CheckedModule& module, Findings& findings) {
  for_each_shadow(module, [&](const DecodedTable& table, const Shadow& shadow) {
    if (shadow.is_identical && shadow.earlier_data == shadow.later_data)
      findings.add(place_of(table, shadow.later),
                   fmt::format("the same as entry {}: {}", shadow.earlier, shadow.pattern));
  });
}

void check_shadowed_entries(const CheckedModule& module, Findings& findings) {
  for_each_shadow(module, [&](const DecodedTable& table, const Shadow& shadow) {
    if (shadow.earlier_data != shadow.later_data)
      findings.add(
          place_of(table, shadow.later),
          fmt::format("never used: entry {} matches all its devices ({}) and gives the driver {} "
                      "instead of {}",
                      shadow.earlier, shadow.pattern, shadow.earlier_data, shadow.later_data));
  });
}

void check_shadowed_same_data(const CheckedModule& module, Findings& findings) {
  for_each_shadow(module, [&](const DecodedTable& table, const Shadow& shadow) {
    if (!shadow.is_identical && shadow.earlier_data == shadow.later_data)
      findings.add(
          place_of(table, shadow.later),
          fmt::format(
              "never used: entry {} matches all its devices ({}), with the same driver data",
              shadow.earlier, shadow.pattern));
  });
}

void check_catch_all(const CheckedModule& module, Findings& findings) {
  for (const Alias* const alias : module.catch_alls())
    findings.add(place_of(module, *alias),
                 fmt::format("matches every device of the bus: {}", alias->pattern));
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
