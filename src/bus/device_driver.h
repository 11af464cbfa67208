// `struct device_driver`, which the drivers of most buses have in them, and the tables beside it.
// Facts: docs/kernel-facts/drivers.md.
#pragma once

#include "describe/driver.h"

namespace ko2alias {

constexpr auto driver_flags = members_of(u8("suppress_bind_attrs"), u32("probe_type"));
constexpr auto driver_start = joined(members_of(driver_name(), pointers(3)), driver_flags);
constexpr auto driver_middle = members_of(functions(6), pointers(3), functions(1), pointers(1));

/// Its form since 7.0, which has one function more at its end, and the one before.
constexpr auto device_driver =
    joined(driver_start, members_of(pointers(2)), driver_middle, members_of(functions(1)));
constexpr auto device_driver_6_19 = joined(driver_start, members_of(pointers(2)), driver_middle);

/// The forms of a struct in which the table's pointer stands behind the whole `device_driver`, and
/// behind `count` functions.
template <std::uint16_t count>
struct BehindDriver {
  static constexpr auto between = members_of(functions(count), driver_table());
  static constexpr auto now = joined(device_driver, between);
  static constexpr auto before = joined(device_driver_6_19, between);
  static constexpr DriverForm forms[] = {{{7, 0}, now}, {{2, 6}, before}};
};
template <>
struct BehindDriver<0> {
  static constexpr auto now = joined(device_driver, members_of(driver_table()));
  static constexpr auto before = joined(device_driver_6_19, members_of(driver_table()));
  static constexpr DriverForm forms[] = {{{7, 0}, now}, {{2, 6}, before}};
};
static_assert(name_to_table(BehindDriver<0>::forms[0], lp64) == 152);
static_assert(name_to_table(BehindDriver<0>::forms[1], lp64) == 144);
static_assert(name_to_table(BehindDriver<0>::forms[1], ilp32) == 76);

/// The forms of a struct in which `device_driver` stands `count` functions behind the pointer.
template <std::uint16_t count>
struct BeforeDriver {
  static constexpr auto members = members_of(driver_table(), functions(count), driver_name());
  static constexpr DriverForm forms[] = {{{2, 6}, members}};
};
template <>
struct BeforeDriver<0> {
  static constexpr auto members = members_of(driver_table(), driver_name());
  static constexpr DriverForm forms[] = {{{2, 6}, members}};
};

/// A name of its own right before the pointer, with `count` functions behind that.
template <std::uint16_t count>
struct NameAndTable {
  static constexpr auto members = members_of(driver_name(), driver_table(), functions(count));
  static constexpr DriverForm forms[] = {{{2, 6}, members}};
};
template <>
struct NameAndTable<0> {
  static constexpr auto members = members_of(driver_name(), driver_table());
  static constexpr DriverForm forms[] = {{{2, 6}, members}};
};

}  // namespace ko2alias
