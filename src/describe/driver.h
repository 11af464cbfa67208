// The structs of a bus's drivers, as far as they tell which name a table's driver has: the stretch
// from the name to the pointer to the table, or the other way round, in the kernel's order.
//
//   struct pci_driver {
//     const char *name;                        "xhci_hcd"
//     const struct pci_device_id *id_table;    the table
//     int (*probe)(…);                         code
//
// Embedded structs are written out (`struct device_driver`), as joined() puts them together.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "describe/layout.h"
#include "ko2alias/release.h"

namespace ko2alias {

/// The members that every form has. `const char *name`, or the text itself in an array.
constexpr std::string_view driver_name_member = "name";
constexpr std::string_view driver_table_member = "table";
/// Pointers to functions, which lead to code or nowhere. That tells drivers from other structs with
/// a name and a table.
constexpr std::string_view driver_functions_member = "functions";

constexpr Member driver_name() { return text_pointer(driver_name_member); }
constexpr Member driver_table() { return pointer(driver_table_member); }
constexpr Member functions(std::uint16_t count) {
  return array(pointer(driver_functions_member), count);
}
/// Other pointers.
constexpr Member pointers(std::uint16_t count) { return array(pointer("pointers"), count); }

/// The struct from a release on. A module's own bytes tell forms apart better than its release,
/// which may have a change ported back: a wrong one finds no text where the name should be.
struct DriverForm {
  Since since;
  std::span<const Member> members{};
};

struct DriverStruct {
  /// `pci_driver`.
  std::string_view name;
  /// Newest first.
  std::span<const DriverForm> forms{};
};

/// Several runs of members as one.
template <std::size_t... sizes>
constexpr auto joined(const std::array<Member, sizes>&... parts) {
  std::array<Member, (sizes + ...)> all{};
  std::size_t at = 0;
  const auto add = [&](const auto& part) {
    for (const Member& member : part) all[at++] = member;
  };
  (add(parts), ...);
  return all;
}

template <class... Members>
constexpr auto members_of(const Members&... members) {
  return std::array<Member, sizeof...(members)>{members...};
}

/// The bytes from the start of the name to the start of the pointer to the table.
constexpr std::ptrdiff_t name_to_table(const DriverForm& form, const Abi& abi) {
  const Layout layout = layout_of(form.members, abi);
  std::ptrdiff_t distance = 0;
  for (std::size_t i = 0; i < form.members.size(); ++i) {
    if (form.members[i].name == driver_table_member) distance += layout.offset[i];
    if (form.members[i].name == driver_name_member) distance -= layout.offset[i];
  }
  return distance;
}

constexpr bool is_sound(const DriverForm& form) {
  std::size_t names = 0;
  std::size_t tables = 0;
  for (const Member& member : form.members) {
    names += member.name == driver_name_member ? 1 : 0;
    tables += member.name == driver_table_member ? 1 : 0;
  }
  return names == 1 && tables == 1 && form.members.size() <= most_members;
}

}  // namespace ko2alias
