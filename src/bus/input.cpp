// Human interfaces: hid, input and serio.
// Facts: docs/kernel-facts/device-structs.md, "hid", "input" and "serio"; device-aliases.md, "input
// details".
#include "bus/device_driver.h"
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

// hid:bNgNvNpN
constexpr Member hid_members[] = {u16("bus"), u16("group"), at_most(u32("vendor"), 0xffff),
                                  at_most(u32("product"), 0xffff), driver_data()};
constexpr Part hid_alias[] = {text("hid:"), hex_unless("b", "bus", 0xffff),
                              hex_unless("g", "group", 0), hex_unless("v", "vendor", 0xffffffff),
                              hex_unless("p", "product", 0xffffffff)};
constexpr Part hid_alias_3_4[] = {text("hid:"), hex("b", "bus"),
                                  hex_unless("v", "vendor", 0xffffffff),
                                  hex_unless("p", "product", 0xffffffff)};
constexpr Variant hid[] = {
    // 3.5 made the padding behind the bus a group.
    {.since = {3, 5}, .members = hid_members, .alias = hid_alias},
    {.since = {2, 6}, .members = hid_members, .alias = hid_alias_3_4},
};
static_assert(entry_size(hid[0], lp64) == 24 && entry_size(hid[0], ilp32) == 16);

// serio:tyNprNidNexN
constexpr Member serio_members[] = {u8("type"), u8("extra"), u8("id"), u8("proto")};
constexpr Part serio_alias[] = {text("serio:"),
                                hex_unless("ty", "type", 0xff),
                                hex_unless("pr", "proto", 0xff),
                                hex_unless("id", "id", 0xff),
                                hex_unless("ex", "extra", 0xff),
                                wildcard};
constexpr Variant serio[] = {{.since = {2, 6}, .members = serio_members, .alias = serio_alias}};
static_assert(entry_size(serio[0], lp64) == 4 && entry_size(serio[0], m68k) == 4);

// One bitmap of an input entry in the alias.
struct Bits {
  std::string_view label;
  std::string_view member;
  std::string_view flag;
  // Bits from `first` on are written; the last one only where the release's loop reaches it.
  unsigned first;
  unsigned last;
};

// The highest bit of the switch bitmap grew without a change of the struct's size.
constexpr Bits input_bits(std::size_t i, unsigned last_switch) {
  const Bits bits[] = {{"-e*", "evbit", "EV", 0, 0x1f},      {"k*", "keybit", "KEY", 0x71, 0x2ff},
                       {"r*", "relbit", "REL", 0, 0x0f},     {"a*", "absbit", "ABS", 0, 0x3f},
                       {"m*", "mscbit", "MSC", 0, 0x07},     {"l*", "ledbit", "LED", 0, 0x0f},
                       {"s*", "sndbit", "SND", 0, 0x07},     {"f*", "ffbit", "FF", 0, 0x7f},
                       {"w*", "swbit", "SW", 0, last_switch}};
  return bits[i];
}
constexpr std::size_t input_bitmaps = 9;

enum class LastBit : std::uint8_t { left_out, written };

// input:bNvNpNeN-e*BITSk*BITSr*BITSa*BITSm*BITSl*BITSs*BITSf*BITSw*BITS, with each bit set as
// `HEX,*`
template <unsigned last_switch, LastBit last_bit>
void write_input(const Entry& entry, AliasSink& out) {
  AliasText alias("input:");
  alias.hex_if(entry.flag("BUS"), "b", entry.number("bustype"), 4);
  alias.hex_if(entry.flag("VENDOR"), "v", entry.number("vendor"), 4);
  alias.hex_if(entry.flag("PRODUCT"), "p", entry.number("product"), 4);
  alias.hex_if(entry.flag("VERSION"), "e", entry.number("version"), 4);
  for (std::size_t i = 0; i < input_bitmaps; ++i) {
    const Bits bits = input_bits(i, last_switch);
    alias.add(bits.label);
    if (!entry.flag(bits.flag)) continue;
    for (unsigned bit = bits.first; bit < bits.last + (last_bit == LastBit::written ? 1 : 0); ++bit)
      if (entry.bit(bits.member, bit)) alias.hex("", bit, 1).add(",*");
  }
  out.add(alias.take());
}

constexpr Flag input_flags[] = {{"BUS", 0x1},   {"VENDOR", 0x2}, {"PRODUCT", 0x4}, {"VERSION", 0x8},
                                {"EV", 0x10},   {"KEY", 0x20},   {"REL", 0x40},    {"ABS", 0x80},
                                {"MSC", 0x100}, {"LED", 0x200},  {"SND", 0x400},   {"FF", 0x800},
                                {"SW", 0x1000}, {"PROP", 0x2000}};
constexpr Member input_members[] = {flags(word("flags"), input_flags),
                                    u16("bustype"),
                                    u16("vendor"),
                                    u16("product"),
                                    u16("version"),
                                    bitmap("evbit", 0x1f),
                                    bitmap("keybit", 0x2ff),
                                    bitmap("relbit", 0x0f),
                                    bitmap("absbit", 0x3f),
                                    bitmap("mscbit", 0x07),
                                    bitmap("ledbit", 0x0f),
                                    bitmap("sndbit", 0x07),
                                    bitmap("ffbit", 0x7f),
                                    bitmap("swbit", 0x11),
                                    bitmap("propbit", 0x1f),
                                    driver_data(word("driver_info"))};
constexpr Member input_members_4_13[] = {flags(word("flags"), input_flags),
                                         u16("bustype"),
                                         u16("vendor"),
                                         u16("product"),
                                         u16("version"),
                                         bitmap("evbit", 0x1f),
                                         bitmap("keybit", 0x2ff),
                                         bitmap("relbit", 0x0f),
                                         bitmap("absbit", 0x3f),
                                         bitmap("mscbit", 0x07),
                                         bitmap("ledbit", 0x0f),
                                         bitmap("sndbit", 0x07),
                                         bitmap("ffbit", 0x7f),
                                         bitmap("swbit", 0x0f),
                                         driver_data(word("driver_info"))};
constexpr Variant input[] = {
    // 6.16 added a switch.
    {.since = {6, 16}, .members = input_members, .write = write_input<0x11, LastBit::written>},
    // 6.13 writes the last bit of each bitmap; the stable series of the day took that over.
    {.since = Since(6, 13)
                  .and_in(6, 12, 9)
                  .and_in(6, 6, 70)
                  .and_in(6, 1, 124)
                  .and_in(5, 15, 176)
                  .and_in(5, 10, 233),
     .members = input_members,
     .write = write_input<0x10, LastBit::written>},
    {.since = stable_only.and_in(5, 4, 289),
     .members = input_members,
     .write = write_input<0x10, LastBit::written>},
    // 5.8 added a switch.
    {.since = Since(5, 8).and_in(5, 7, 11).and_in(5, 4, 54).and_in(4, 19, 135),
     .members = input_members,
     .write = write_input<0x10, LastBit::left_out>},
    // 4.14 added the properties, which no alias shows.
    {.since = {4, 14}, .members = input_members, .write = write_input<0x0f, LastBit::left_out>},
    {.since = {3, 9}, .members = input_members_4_13, .write = write_input<0x0f, LastBit::left_out>},
    {.since = {2, 6},
     .members = input_members_4_13,
     .write = write_input<0x0f, LastBit::left_out>,
     .cross_build = CrossBuild::numbers_unconverted},
};
static_assert(entry_size(input[0], lp64) == 200 && entry_size(input[0], ilp32) == 164);
static_assert(entry_size(input[5], lp64) == 192 && entry_size(input[5], ilp32) == 160);

constexpr auto hid_fields = fields_of<4>(hid_alias, hid_members);

constexpr DriverStruct hid_drivers[] = {{"hid_driver", NameAndTable<0>::forms}};

constexpr auto serio_driver =
    members_of(driver_table(), u8("manual_bind"), functions(7), driver_name());
constexpr auto serio_driver_5_2 =
    members_of(driver_table(), u8("manual_bind"), functions(6), driver_name());
// 5.3 added fast_reconnect.
constexpr DriverForm serio_driver_forms[] = {{{5, 3}, serio_driver}, {{2, 6}, serio_driver_5_2}};
constexpr DriverStruct serio_drivers[] = {{"serio_driver", serio_driver_forms}};

constexpr Bus family[] = {
    {.type = "hid",
     .variants = hid,
     .fields = hid_fields,
     .choice = EntryChoice::first_match,
     .registered_by = {"__hid_register_driver"},
     .drivers = hid_drivers,
     .is_numbered = true},
    {.type = "input",
     .shape = "input:bNvNpNeN-eBITSkBITSrBITSaBITSmBITSlBITSsBITSfBITSwBITS",
     .variants = input,
     .is_numbered = true},
    {.type = "serio",
     .shape = "serio:tyNprNidNexN",
     .variants = serio,
     .choice = EntryChoice::first_match,
     .registered_by = {"__serio_register_driver"},
     .drivers = serio_drivers,
     .is_numbered = true},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> input_buses = family;

}  // namespace ko2alias
