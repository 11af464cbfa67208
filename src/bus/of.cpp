// Devices named by firmware's tree: of (device tree) and vio (virtual I/O of PowerPC hypervisors).
// Facts: docs/kernel-facts/device-aliases.md, "of details" and "vio and whitespace".
#include "bus/device_driver.h"
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

// of:NnameTtype*Ccompatible, with `_` for white space. `has_empty_compatible` writes the C even
// where nothing follows.
std::string of_text(const Entry& entry, bool has_empty_compatible) {
  AliasText alias("of:");
  alias.chars_or_star("N", entry.text("name")).chars_or_star("T", entry.text("type"));
  const std::string_view compatible = entry.text("compatible");
  if (!compatible.empty() || has_empty_compatible)
    alias.add(entry.text("type").empty() ? "" : "*").add("C").add(compatible);
  return alias.underscore_spaces().take();
}

// The second alias is for devices that have more compatible strings behind this one.
template <bool has_empty_compatible>
void write_two(const Entry& entry, AliasSink& out) {
  const std::string text = of_text(entry, has_empty_compatible);
  out.add(text);
  out.add(text + "C*");
}

void write_one(const Entry& entry, AliasSink& out) { out.add(of_text(entry, true)); }

template <bool has_empty_compatible>
void write_open(const Entry& entry, AliasSink& out) {
  out.add(AliasText(of_text(entry, has_empty_compatible)).wildcard().take());
}

constexpr Member of_members[] = {chars("name", 32), chars("type", 32), chars("compatible", 128),
                                 driver_data(pointer("data"))};
constexpr Variant of[] = {
    // 4.7 left the C out again where there is no compatible string.
    {.since = Since(4, 7).and_in(4, 6, 3), .members = of_members, .write = write_two<false>},
    {.since = Since(4, 6, 1).and_in(4, 5, 6), .members = of_members, .write = write_two<true>},
    // 4.5 dropped the star, and lost devices with more than one compatible string.
    {.since = {4, 5}, .members = of_members, .write = write_one},
    // 3.9 began to read the table with the target's layout and took an empty compatible string for
    // one.
    {.since = {3, 9}, .members = of_members, .write = write_open<true>},
    {.since = {2, 6}, .members = of_members, .write = write_open<false>},
};
static_assert(entry_size(of[0], lp64) == 200 && entry_size(of[0], ilp32) == 196);

// vio:TtypeScompat
void write_vio(const Entry& entry, AliasSink& out) {
  AliasText alias("vio:");
  alias.chars_or_star("T", entry.text("type")).chars_or_star("S", entry.text("compat"));
  out.add(alias.underscore_spaces().wildcard().take());
}

constexpr Member vio_members[] = {chars("type", 32), chars("compat", 32)};
constexpr Variant vio[] = {{.since = {2, 6}, .members = vio_members, .write = write_vio}};
static_assert(entry_size(vio[0], lp64) == 64 && entry_size(vio[0], ilp32) == 64);

constexpr auto of_match = joined(driver_start, members_of(driver_table()));
constexpr DriverForm of_match_forms[] = {{{4, 2}, of_match}};
static_assert(name_to_table(of_match_forms[0], lp64) == 40 &&
              name_to_table(of_match_forms[0], ilp32) == 24);
constexpr DriverStruct of_drivers[] = {{"device_driver", of_match_forms}};

constexpr Bus family[] = {
    {.type = "of",
     .shape = "of:NnameTtypeCcompatible",
     .every_device = "of:N*T*C*",
     .variants = of,
     // Drivers of buses that have no table of their own.
     .registered_by = {"__serdev_device_driver_register", "mdio_driver_register",
                       "mipi_dsi_driver_register_full", "__spmi_driver_register"},
     .is_in_any_driver = true,
     .drivers = of_drivers},
    {.type = "vio", .shape = "vio:TtypeScompat", .every_device = "vio:T*S*", .variants = vio},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> of_buses = family;

}  // namespace ko2alias
