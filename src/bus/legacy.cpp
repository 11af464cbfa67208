// Expansion buses of older machines: bcma, ieee1394, ipack, mcb, parisc, pcmcia, rapidio, ssb and
// zorro. Facts: docs/kernel-facts/device-structs.md under each name.
#include "bus/device_driver.h"
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

constexpr std::uint32_t any_32 = 0xffffffff;

// bcma:mNidNrevNclN
constexpr Member bcma_members[] = {u16("manuf"), u16("id"), u8("rev"), u8("class")};
constexpr Part bcma_alias[] = {text("bcma:"),
                               hex_unless("m", "manuf", 0xffff),
                               hex_unless("id", "id", 0xffff),
                               hex_unless("rev", "rev", 0xff),
                               hex_unless("cl", "class", 0xff),
                               wildcard};
constexpr Variant bcma[] = {{.since = {3, 0}, .members = bcma_members, .alias = bcma_alias}};
static_assert(entry_size(bcma[0], lp64) == 6 && entry_size(bcma[0], ilp32) == 6);

// ieee1394:venNmoNspNverN
constexpr Flag ieee1394_flags[] = {
    {"VENDOR", 0x1}, {"MODEL", 0x2}, {"SPECIFIER", 0x4}, {"VERSION", 0x8}};
constexpr Member ieee1394_members[] = {flags(u32("match_flags"), ieee1394_flags),
                                       u32("vendor_id"),
                                       u32("model_id"),
                                       u32("specifier_id"),
                                       u32("version"),
                                       driver_data()};
constexpr Part ieee1394_alias[] = {text("ieee1394:"),
                                   hex_if("ven", "vendor_id", "VENDOR"),
                                   hex_if("mo", "model_id", "MODEL"),
                                   hex_if("sp", "specifier_id", "SPECIFIER"),
                                   hex_if("ver", "version", "VERSION"),
                                   wildcard};
constexpr Variant ieee1394[] = {
    {.since = {2, 6}, .members = ieee1394_members, .alias = ieee1394_alias}};
static_assert(entry_size(ieee1394[0], lp64) == 32 && entry_size(ieee1394[0], ilp32) == 24);

// ipack:fNvNdN
constexpr Member ipack_members[] = {u8("format"), u32("vendor"), u32("device")};
constexpr Part ipack_alias[] = {text("ipack:"), hex_unless("f", "format", 0xff),
                                hex_unless("v", "vendor", any_32),
                                hex_unless("d", "device", any_32), wildcard};
constexpr Variant ipack[] = {{.since = {3, 7}, .members = ipack_members, .alias = ipack_alias}};
static_assert(entry_size(ipack[0], lp64) == 12 && entry_size(ipack[0], m68k) == 10);

// mcb:16zDECIMAL
void write_mcb(const Entry& entry, AliasSink& out) {
  const std::string device = std::to_string(entry.number("device"));
  const std::string zeros(device.size() < 3 ? 3 - device.size() : 0, '0');
  out.add("mcb:16z" + zeros + device);
}

constexpr Member mcb_members[] = {u16("device"), driver_data()};
constexpr Variant mcb[] = {{.since = {6, 19}, .members = mcb_members, .write = write_mcb}};
static_assert(entry_size(mcb[0], lp64) == 16 && entry_size(mcb[0], ilp32) == 8 &&
              entry_size(mcb[0], m68k) == 6);

// parisc:tNhvNrevNsvN
constexpr Member parisc_members[] = {u8("hw_type"), u8("hversion_rev"), u16("hversion"),
                                     u32("sversion")};
constexpr Part parisc_alias[] = {text("parisc:"),
                                 hex_unless("t", "hw_type", 0xff),
                                 hex_unless("hv", "hversion", 0xffff),
                                 hex_unless("rev", "hversion_rev", 0xff),
                                 hex_unless("sv", "sversion", any_32),
                                 wildcard};
constexpr Variant parisc[] = {{.since = {2, 6}, .members = parisc_members, .alias = parisc_alias}};
static_assert(entry_size(parisc[0], lp64) == 8 && entry_size(parisc[0], ilp32) == 8);

// pcmcia:mNcNfNfnNpfnNpaNpbNpcNpdN
void write_pcmcia(const Entry& entry, AliasSink& out) {
  AliasText alias("pcmcia:");
  alias.hex_if(entry.flag("MANF_ID"), "m", entry.number("manf_id"), 4);
  alias.hex_if(entry.flag("CARD_ID"), "c", entry.number("card_id"), 4);
  alias.hex_if(entry.flag("FUNC_ID"), "f", entry.number("func_id"), 2);
  alias.hex_if(entry.flag("FUNCTION"), "fn", entry.number("function"), 2);
  alias.hex_if(entry.flag("DEVICE_NO"), "pfn", entry.number("device_no"), 2);
  alias.hex_if(entry.flag("PROD_ID1"), "pa", entry.number("prod_id_hash", 0), 8);
  alias.hex_if(entry.flag("PROD_ID2"), "pb", entry.number("prod_id_hash", 1), 8);
  alias.hex_if(entry.flag("PROD_ID3"), "pc", entry.number("prod_id_hash", 2), 8);
  alias.hex_if(entry.flag("PROD_ID4"), "pd", entry.number("prod_id_hash", 3), 8);
  out.add(alias.wildcard().take());
}

constexpr Flag pcmcia_flags[] = {{"MANF_ID", 0x1},    {"CARD_ID", 0x2},    {"FUNC_ID", 0x4},
                                 {"FUNCTION", 0x8},   {"PROD_ID1", 0x10},  {"PROD_ID2", 0x20},
                                 {"PROD_ID3", 0x40},  {"PROD_ID4", 0x80},  {"DEVICE_NO", 0x100},
                                 {"FAKE_CIS", 0x200}, {"ANONYMOUS", 0x400}};
constexpr Member pcmcia_members[] = {flags(u16("match_flags"), pcmcia_flags),
                                     u16("manf_id"),
                                     u16("card_id"),
                                     u8("func_id"),
                                     u8("function"),
                                     u8("device_no"),
                                     array(u32("prod_id_hash"), 4),
                                     array(text_pointer("prod_id"), 4),
                                     driver_data(word("driver_info")),
                                     text_pointer("cisfile")};
constexpr Member pcmcia_members_3_8[] = {flags(u16("match_flags"), pcmcia_flags),
                                         u16("manf_id"),
                                         u16("card_id"),
                                         u8("func_id"),
                                         u8("function"),
                                         u8("device_no"),
                                         aligned(array(u32("prod_id_hash"), 4), 4),
                                         array(text_pointer("prod_id"), 4),
                                         driver_data(word("driver_info")),
                                         text_pointer("cisfile")};
constexpr Variant pcmcia[] = {
    // 3.9 left the hashes to their natural alignment, which only m68k feels.
    {.since = {3, 9}, .members = pcmcia_members, .write = write_pcmcia},
    {.since = {2, 6}, .members = pcmcia_members_3_8, .write = write_pcmcia},
};
static_assert(entry_size(pcmcia[0], lp64) == 80 && entry_size(pcmcia[0], ilp32) == 52 &&
              entry_size(pcmcia[0], m68k) == 50);
static_assert(entry_size(pcmcia[1], m68k) == 52);

// rapidio:vNdNavNadN
constexpr Member rapidio_members[] = {u16("did"), u16("vid"), u16("asm_did"), u16("asm_vid")};
constexpr Part rapidio_alias[] = {text("rapidio:"),
                                  hex_unless("v", "vid", 0xffff),
                                  hex_unless("d", "did", 0xffff),
                                  hex_unless("av", "asm_vid", 0xffff),
                                  hex_unless("ad", "asm_did", 0xffff),
                                  wildcard};
constexpr Variant rapidio[] = {
    {.since = {3, 11}, .members = rapidio_members, .alias = rapidio_alias}};
static_assert(entry_size(rapidio[0], lp64) == 8 && entry_size(rapidio[0], ilp32) == 8);

// ssb:vNidNrevN
constexpr Member ssb_members[] = {u16("vendor"), u16("coreid"), u8("revision"), u8("pad")};
constexpr Part ssb_alias[] = {text("ssb:"), hex_unless("v", "vendor", 0xffff),
                              hex_unless("id", "coreid", 0xffff),
                              hex_unless("rev", "revision", 0xff), wildcard};
constexpr Variant ssb[] = {{.since = {2, 6}, .members = ssb_members, .alias = ssb_alias}};
static_assert(entry_size(ssb[0], lp64) == 6 && entry_size(ssb[0], ilp32) == 6);

// zorro:iN
constexpr Member zorro_members[] = {u32("id"), driver_data()};
constexpr Part zorro_alias[] = {text("zorro:"), hex_unless("i", "id", any_32)};
constexpr Variant zorro[] = {{.since = {2, 6, 35}, .members = zorro_members, .alias = zorro_alias}};
static_assert(entry_size(zorro[0], lp64) == 16 && entry_size(zorro[0], m68k) == 8);

constexpr DriverStruct bcma_drivers[] = {{"bcma_driver", NameAndTable<5>::forms}};

constexpr DriverStruct ssb_drivers[] = {{"ssb_driver", NameAndTable<5>::forms}};

constexpr DriverStruct ieee1394_drivers[] = {{"fw_driver", BehindDriver<3>::forms}};

constexpr DriverStruct ipack_drivers[] = {{"ipack_driver", BehindDriver<0>::forms}};

constexpr DriverStruct mcb_drivers[] = {{"mcb_driver", BehindDriver<0>::forms}};

constexpr DriverStruct rapidio_drivers[] = {{"rio_driver", NameAndTable<2>::forms}};

constexpr auto pcmcia_driver = members_of(driver_name(), functions(4), pointers(1), driver_table());
constexpr DriverForm pcmcia_driver_forms[] = {{{3, 0}, pcmcia_driver}};
constexpr DriverStruct pcmcia_drivers[] = {{"pcmcia_driver", pcmcia_driver_forms}};

constexpr Bus family[] = {
    {.type = "bcma",
     .shape = "bcma:mNidNrevNclN",
     .variants = bcma,
     .choice = EntryChoice::first_match,
     .registered_by = {"__bcma_driver_register"},
     .drivers = bcma_drivers,
     .is_numbered = true},
    {.type = "ieee1394",
     .shape = "ieee1394:venNmoNspNverN",
     .variants = ieee1394,
     .drivers = ieee1394_drivers},
    {.type = "ipack",
     .shape = "ipack:fNvNdN",
     .variants = ipack,
     .verified = not_in_real_kernels,
     .drivers = ipack_drivers},
    {.type = "mcb",
     .shape = "mcb:16zNNN",
     .variants = mcb,
     .verified = not_in_real_kernels,
     .drivers = mcb_drivers},
    {.type = "parisc",
     .shape = "parisc:tNhvNrevNsvN",
     .variants = parisc,
     .verified = not_in_real_kernels},
    {.type = "pcmcia",
     .shape = "pcmcia:mNcNfNfnNpfnNpaNpbNpcNpdN",
     .variants = pcmcia,
     .choice = EntryChoice::first_match,
     .registered_by = {"pcmcia_register_driver", "comedi_pcmcia_driver_register"},
     .drivers = pcmcia_drivers,
     .is_numbered = true},
    {.type = "rapidio",
     .shape = "rapidio:vNdNavNadN",
     .variants = rapidio,
     .verified = not_in_real_kernels,
     .drivers = rapidio_drivers},
    {.type = "ssb",
     .shape = "ssb:vNidNrevN",
     .variants = ssb,
     .choice = EntryChoice::first_match,
     .registered_by = {"__ssb_driver_register"},
     .drivers = ssb_drivers,
     .is_numbered = true},
    {.type = "zorro", .shape = "zorro:iN", .variants = zorro, .verified = not_in_real_kernels},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> legacy_buses = family;

}  // namespace ko2alias
