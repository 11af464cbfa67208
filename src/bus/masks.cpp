// Buses whose entries are a number and a mask, written bit by bit or digit by digit: amba and mdio.
// Facts: docs/kernel-facts/device-aliases.md, "amba details" and the row of mdio.
#include "bus/device_driver.h"
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

// One digit of the id: itself, `?`, or the digits that the mask lets through as [0123…].
void add_digit(AliasText& alias, unsigned id, unsigned mask) {
  if (mask == 0) {
    alias.add("?");
  } else if (mask == 0xf) {
    alias.hex("", id, 1);
  } else {
    alias.add("[");
    for (unsigned digit = 0; digit < 16; ++digit)
      if ((digit & mask) == id) alias.hex("", digit, 1);
    alias.add("]");
  }
}

// amba:dDIGITS
void write_amba(const Entry& entry, AliasSink& out) {
  const auto id = static_cast<unsigned>(entry.number("id"));
  const auto mask = static_cast<unsigned>(entry.number("mask"));
  if ((id & mask) != id) {
    AliasText reason("id 0x");
    out.refuse(
        ProblemKind::inexpressible_mask,
        reason.lower_hex("", id, 8).lower_hex(" has bits outside its mask 0x", mask, 8).take());
    return;
  }
  AliasText alias("amba:d");
  for (unsigned shift = 32; shift != 0; shift -= 4)
    add_digit(alias, id >> (shift - 4) & 15, mask >> (shift - 4) & 15);
  out.add(alias.take());
}

constexpr Member amba_members[] = {u32("id"), u32("mask"), driver_data(pointer("data"))};
constexpr Variant amba[] = {
    {.since = {3, 9}, .members = amba_members, .write = write_amba},
    {.since = {3, 3},
     .members = amba_members,
     .write = write_amba,
     .cross_build = CrossBuild::numbers_unconverted},
};
static_assert(entry_size(amba[0], lp64) == 16 && entry_size(amba[0], ilp32) == 12);

// mdio:BITS, the highest first, `?` where the mask leaves one out
void write_mdio(const Entry& entry, AliasSink& out) {
  const std::uint64_t id = entry.number("phy_id");
  const std::uint64_t mask = entry.number("phy_id_mask");
  AliasText alias("mdio:");
  for (unsigned bit = 32; bit-- != 0;)
    alias.add((mask >> bit & 1) == 0 ? "?" : (id >> bit & 1) != 0 ? "1" : "0");
  out.add(alias.take());
}

constexpr Member mdio_members[] = {u32("phy_id"), u32("phy_id_mask")};
constexpr Variant mdio[] = {
    {.since = {3, 9}, .members = mdio_members, .write = write_mdio},
    {.since = {2, 6, 34},
     .members = mdio_members,
     .write = write_mdio,
     .cross_build = CrossBuild::numbers_unconverted},
};
static_assert(entry_size(mdio[0], lp64) == 8 && entry_size(mdio[0], ilp32) == 8);

constexpr DriverStruct amba_drivers[] = {{"amba_driver", BehindDriver<3>::forms}};

constexpr Bus family[] = {
    {.type = "amba",
     .shape = "amba:dDIGITS",
     .variants = amba,
     .choice = EntryChoice::first_match,
     .registered_by = {"__amba_driver_register"},
     .drivers = amba_drivers,
     .is_numbered = true,
     .device_form = "dXXXXXXXX"},
    {.type = "mdio",
     .shape = "mdio:BITS",
     .variants = mdio,
     .choice = EntryChoice::first_match,
     .registered_by = {"phy_drivers_register", "phy_driver_register"},
     .is_numbered = true,
     .device_form = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> mask_buses = family;

}  // namespace ko2alias
