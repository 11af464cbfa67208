// Devices that firmware or a configuration chip names: acpi, pnp, pnp_card, isapnp and eisa.
// Facts: docs/kernel-facts/device-aliases.md, "acpi details", "pnp, pnp_card and isapnp details"
// and "eisa quirk".
#include <algorithm>

#include "bus/device_driver.h"
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

// acpi*:ID:*
constexpr Part acpi_alias_4_1[] = {chars_of("acpi*:", "id"), text(":*")};

// acpi*:ID:*, or acpi*:CLASS:* with `??` for the bytes that the mask leaves out
void write_acpi(const Entry& entry, AliasSink& out) {
  AliasText alias("acpi*:");
  if (const std::string_view id = entry.text("id"); !id.empty()) {
    alias.add(id);
  } else {
    for (const unsigned shift : {16U, 8U, 0U})
      if ((entry.number("cls_msk") >> shift & 0xff) != 0)
        alias.lower_hex("", entry.number("cls") >> shift & 0xff, 2);
      else
        alias.add("??");
  }
  out.add(alias.add(":*").take());
}

constexpr Member acpi_members[] = {chars("id", 16), driver_data(), u32("cls"), u32("cls_msk")};
constexpr Member acpi_members_5_17[] = {chars("id", 9), driver_data(), u32("cls"), u32("cls_msk")};
constexpr Member acpi_members_4_1[] = {chars("id", 9), driver_data()};
constexpr Member acpi_members_3_8[] = {chars("id", 16), driver_data()};
constexpr Variant acpi[] = {
    // 6.12 mended cross builds.
    {.since = {6, 12}, .members = acpi_members, .write = write_acpi},
    // 5.18 made room for longer ids again.
    {.since = {5, 18},
     .members = acpi_members,
     .write = write_acpi,
     .cross_build = CrossBuild::numbers_unconverted},
    // 4.2 added PCI classes.
    {.since = {4, 2},
     .members = acpi_members_5_17,
     .write = write_acpi,
     .cross_build = CrossBuild::numbers_unconverted},
    {.since = {3, 9}, .members = acpi_members_4_1, .alias = acpi_alias_4_1},
    {.since = {2, 6}, .members = acpi_members_3_8, .alias = acpi_alias_4_1},
};
static_assert(entry_size(acpi[0], lp64) == 32 && entry_size(acpi[0], ilp32) == 28);
static_assert(entry_size(acpi[2], lp64) == 32 && entry_size(acpi[2], ilp32) == 24 &&
              entry_size(acpi[2], m68k) == 22);
static_assert(entry_size(acpi[3], lp64) == 24 && entry_size(acpi[3], ilp32) == 16 &&
              entry_size(acpi[3], m68k) == 14);
static_assert(entry_size(acpi[4], lp64) == 24 && entry_size(acpi[4], ilp32) == 20);

// Adds pnp:dID* and acpi*:ID:*, the latter in upper case and never longer than the member.
void add_pnp_aliases(std::string_view id, std::string_view member, AliasSink& out) {
  out.add(AliasText("pnp:d").add(id).add("*").take());
  std::string upper(member.substr(0, member.find('\0')));
  std::transform(upper.begin(), upper.end(), upper.begin(), to_upper);
  out.add(AliasText("acpi*:").add(upper).add(":*").take());
}

void write_pnp(const Entry& entry, AliasSink& out) {
  add_pnp_aliases(entry.text("id"), entry.bytes("id"), out);
}

constexpr Member pnp_members[] = {chars("id", 8), driver_data()};
constexpr Variant pnp[] = {{.since = {2, 6}, .members = pnp_members, .write = write_pnp}};
static_assert(entry_size(pnp[0], lp64) == 16 && entry_size(pnp[0], ilp32) == 12);

constexpr std::string_view device_members[] = {"devs[0]", "devs[1]", "devs[2]", "devs[3]",
                                               "devs[4]", "devs[5]", "devs[6]", "devs[7]"};

enum class Repeats : std::uint8_t { dropped_here, kept };

// Writes the aliases of each device on the card, up to the first empty id; the card's own id is in
// none of them. Only ids of earlier cards are repeats, not those of the same card.
template <Repeats repeats>
void write_pnp_card(const Entry& entry, AliasSink& out) {
  std::vector<std::string> ids;
  for (const std::string_view device : device_members) {
    const std::string id(entry.text(device));
    if (id.empty()) break;
    if (repeats == Repeats::kept || !out.seen.contains(id))
      add_pnp_aliases(id, entry.bytes(device), out);
    ids.push_back(id);
  }
  out.seen.insert(ids.begin(), ids.end());
}

constexpr Member pnp_card_members[] = {chars("id", 8),
                                       driver_data(),
                                       chars(device_members[0], 8),
                                       chars(device_members[1], 8),
                                       chars(device_members[2], 8),
                                       chars(device_members[3], 8),
                                       chars(device_members[4], 8),
                                       chars(device_members[5], 8),
                                       chars(device_members[6], 8),
                                       chars(device_members[7], 8)};
constexpr Variant pnp_card[] = {
    // 6.13 drops repeats over the whole module, and no longer looks for them here.
    {.since = {6, 13}, .members = pnp_card_members, .write = write_pnp_card<Repeats::kept>},
    {.since = {2, 6}, .members = pnp_card_members, .write = write_pnp_card<Repeats::dropped_here>},
};
static_assert(entry_size(pnp_card[0], lp64) == 80 && entry_size(pnp_card[0], ilp32) == 76);

// pnp:dLLLxxxx*, from the numbers that the chip holds: three letters of five bits, and four digits
// in another order
void write_isapnp(const Entry& entry, AliasSink& out) {
  const auto vendor = static_cast<unsigned>(entry.number("vendor"));
  const auto function = static_cast<unsigned>(entry.number("function"));
  const char letters[] = {static_cast<char>('@' + (vendor >> 2 & 0x3f)),
                          static_cast<char>('@' + ((vendor & 3) << 3 | (vendor >> 13 & 7))),
                          static_cast<char>('@' + (vendor >> 8 & 0x1f))};
  AliasText alias("pnp:d");
  alias.add({letters, 3});
  for (const unsigned shift : {4U, 0U, 12U, 8U}) alias.lower_hex("", function >> shift & 15, 1);
  out.add(alias.add("*").take());
}

constexpr Member isapnp_members[] = {u16("card_vendor"), u16("card_device"), u16("vendor"),
                                     u16("function"), driver_data()};
constexpr Variant isapnp[] = {
    {.since = {3, 9}, .members = isapnp_members, .write = write_isapnp},
    {.since = {2, 6, 34},
     .members = isapnp_members,
     .write = write_isapnp,
     .cross_build = CrossBuild::numbers_unconverted},
};
static_assert(entry_size(isapnp[0], lp64) == 16 && entry_size(isapnp[0], ilp32) == 12);

// eisa:sSIG*
constexpr Part eisa_alias[] = {chars_of("eisa:s", "sig"), text("*")};

// Up to 3.8 an empty signature adds a star to whatever alias the table's last entry had.
void write_eisa_3_8(const Entry& entry, AliasSink& out) {
  const std::string_view sig = entry.text("sig");
  out.add(sig.empty() ? out.previous + "*" : AliasText("eisa:s").add(sig).add("*").take());
}

constexpr Member eisa_members[] = {chars("sig", 8), driver_data()};
constexpr Variant eisa[] = {
    {.since = {3, 9}, .members = eisa_members, .alias = eisa_alias},
    {.since = {2, 6}, .members = eisa_members, .write = write_eisa_3_8},
};
static_assert(entry_size(eisa[0], lp64) == 16 && entry_size(eisa[0], ilp32) == 12);

// Any driver may have a table of acpi, and those of acpi itself have their names in the struct.
constexpr auto acpi_match = joined(driver_start, members_of(pointers(1), driver_table()));
constexpr DriverForm acpi_match_forms[] = {{{4, 2}, acpi_match}};
constexpr auto acpi_driver =
    members_of(chars(driver_name_member, 80), chars("class", 80), driver_table());
constexpr DriverForm acpi_driver_forms[] = {{{2, 6}, acpi_driver}};
constexpr DriverStruct acpi_drivers[] = {{"device_driver", acpi_match_forms},
                                         {"acpi_driver", acpi_driver_forms}};

constexpr DriverStruct eisa_drivers[] = {{"eisa_driver", BeforeDriver<0>::forms}};

constexpr DriverStruct pnp_drivers[] = {{"pnp_driver", NameAndTable<0>::forms}};

constexpr DriverStruct pnp_card_drivers[] = {{"pnp_card_driver", NameAndTable<0>::forms}};

constexpr Bus family[] = {
    {.type = "acpi",
     .shape = "acpi:ID:",
     .variants = acpi,
     .registered_by = {"__acpi_bus_register_driver"},
     .is_in_any_driver = true,
     .drivers = acpi_drivers,
     .generic = "acpi*:PNP",
     .is_upper_case = true},
    {.type = "eisa", .shape = "eisa:sSIG", .variants = eisa, .drivers = eisa_drivers},
    {.type = "isapnp", .shape = "pnp:dID", .variants = isapnp},
    {.type = "pnp",
     .shape = "pnp:dID, acpi:ID:",
     .every_device = "pnp:d*",
     .variants = pnp,
     .choice = EntryChoice::first_match,
     .registered_by = {"pnp_register_driver"},
     .drivers = pnp_drivers,
     .generic = "pnp:dPNP",
     .is_upper_case = true},
    {.type = "pnp_card",
     .shape = "pnp:dID, acpi:ID:",
     .every_device = "pnp:d*",
     .variants = pnp_card,
     .drivers = pnp_card_drivers},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> pnp_buses = family;

}  // namespace ko2alias
