// Serial and on-board buses: fslmc, hdaudio, i3c, mipscdmm, sdio, sdw, slim, tbsvc, typec and ulpi.
// Facts: docs/kernel-facts/device-structs.md under each name.
#include "bus/device_driver.h"
#include "bus/families.h"

namespace ko2alias {
namespace {

// fsl-mc:vNdTYPE
constexpr Member fslmc_members[] = {u16("vendor"), chars("obj_type", 16)};
constexpr Part fslmc_alias[] = {hex("fsl-mc:v", "vendor", 8), chars_of("d", "obj_type")};
constexpr Variant fslmc[] = {{.since = {4, 8}, .members = fslmc_members, .alias = fslmc_alias}};
static_assert(entry_size(fslmc[0], lp64) == 18 && entry_size(fslmc[0], m68k) == 18);

// hdaudio:vNrNaN
constexpr Member hdaudio_members[] = {u32("vendor_id"), u32("rev_id"), u8("api_version"),
                                      text_pointer("name"), driver_data()};
constexpr Part hdaudio_alias[] = {text("hdaudio:"), hex_unless("v", "vendor_id", 0),
                                  hex_unless("r", "rev_id", 0), hex_unless("a", "api_version", 0),
                                  wildcard};
constexpr Variant hdaudio[] = {
    {.since = Since(4, 4).and_in_el(7), .members = hdaudio_members, .alias = hdaudio_alias}};
static_assert(entry_size(hdaudio[0], lp64) == 32 && entry_size(hdaudio[0], ilp32) == 20 &&
              entry_size(hdaudio[0], m68k) == 18);

// i3c:dcrNmanufNpartNextN
constexpr Flag i3c_flags[] = {{"DCR", 0x1}, {"MANUF", 0x2}, {"PART", 0x4}, {"EXTRA_INFO", 0x8}};
constexpr Member i3c_members[] = {flags(u8("match_flags"), i3c_flags),
                                  u8("dcr"),
                                  u16("manuf_id"),
                                  u16("part_id"),
                                  u16("extra_info"),
                                  driver_data(pointer("data"))};
constexpr Part i3c_alias[] = {
    text("i3c:"), hex_if("dcr", "dcr", "DCR"), hex_if("manuf", "manuf_id", "MANUF"),
    hex_if("part", "part_id", "PART"), hex_if("ext", "extra_info", "EXTRA_INFO")};
constexpr Variant i3c[] = {{.since = {5, 7}, .members = i3c_members, .alias = i3c_alias}};
static_assert(entry_size(i3c[0], lp64) == 16 && entry_size(i3c[0], ilp32) == 12);

// mipscdmm:tN*
constexpr Member mipscdmm_members[] = {u8("type")};
constexpr Part mipscdmm_alias[] = {hex("mipscdmm:t", "type"), text("*")};
constexpr Variant mipscdmm[] = {
    {.since = {4, 1}, .members = mipscdmm_members, .alias = mipscdmm_alias}};
static_assert(entry_size(mipscdmm[0], lp64) == 1);

// sdio:cNvNdN
constexpr Member sdio_members[] = {u8("class"), u16("vendor"), u16("device"), driver_data()};
constexpr Member sdio_members_3_8[] = {u8("class"), u16("vendor"), u16("device"),
                                       aligned(driver_data(), to_word)};
constexpr Part sdio_alias[] = {text("sdio:"), hex_unless("c", "class", 0xff),
                               hex_unless("v", "vendor", 0xffff), hex_unless("d", "device", 0xffff),
                               wildcard};
constexpr Variant sdio[] = {
    // 3.9 left driver_data to its natural alignment, which only m68k feels.
    {.since = {3, 9}, .members = sdio_members, .alias = sdio_alias},
    {.since = {2, 6}, .members = sdio_members_3_8, .alias = sdio_alias},
};
static_assert(entry_size(sdio[0], lp64) == 16 && entry_size(sdio[0], ilp32) == 12 &&
              entry_size(sdio[0], m68k) == 10);
static_assert(entry_size(sdio[1], m68k) == 12);

// sdw:mNpNvNcN
constexpr Member sdw_members[] = {u16("mfg_id"), u16("part_id"), u8("sdw_version"), u8("class_id"),
                                  driver_data()};
constexpr Member sdw_members_5_8[] = {u16("mfg_id"), u16("part_id"), driver_data()};
constexpr Part sdw_alias[] = {text("sdw:"),
                              hex_unless("m", "mfg_id", 0),
                              hex_unless("p", "part_id", 0),
                              hex_unless("v", "sdw_version", 0),
                              hex_unless("c", "class_id", 0),
                              wildcard};
constexpr Part sdw_alias_5_8[] = {text("sdw:"), hex_unless("m", "mfg_id", 0),
                                  hex_unless("p", "part_id", 0), wildcard};
constexpr Variant sdw[] = {
    // 5.9 added version and class, on 64 bits in what was padding.
    {.since = {5, 9}, .members = sdw_members, .alias = sdw_alias},
    {.since = {4, 16}, .members = sdw_members_5_8, .alias = sdw_alias_5_8},
};
static_assert(entry_size(sdw[0], lp64) == 16 && entry_size(sdw[0], ilp32) == 12 &&
              entry_size(sdw[0], m68k) == 10);
static_assert(entry_size(sdw[1], lp64) == 16 && entry_size(sdw[1], ilp32) == 8);

// slim:N:N:*
constexpr Member slim_members[] = {u16("manf_id"), u16("prod_code"), u16("dev_index"),
                                   u16("instance"), driver_data()};
constexpr Part slim_alias[] = {lower_hex("slim:", "manf_id", 1), lower_hex(":", "prod_code", 1),
                               text(":*")};
constexpr Variant slim[] = {{.since = {6, 12}, .members = slim_members, .alias = slim_alias}};
static_assert(entry_size(slim[0], lp64) == 16 && entry_size(slim[0], ilp32) == 12);

// tbsvc:kKEYpNvNrN
constexpr Flag tbsvc_flags[] = {{"KEY", 0x1}, {"ID", 0x2}, {"VERSION", 0x4}, {"REVISION", 0x8}};
constexpr Member tbsvc_members[] = {flags(u32("match_flags"), tbsvc_flags),
                                    chars("protocol_key", 9),
                                    u32("protocol_id"),
                                    u32("protocol_version"),
                                    u32("protocol_revision"),
                                    driver_data()};
constexpr Part tbsvc_alias[] = {text("tbsvc:"),
                                chars_if("k", "protocol_key", "KEY"),
                                hex_if("p", "protocol_id", "ID"),
                                hex_if("v", "protocol_version", "VERSION"),
                                hex_if("r", "protocol_revision", "REVISION"),
                                wildcard};
constexpr Variant tbsvc[] = {
    {.since = Since(4, 15).and_in_el(7), .members = tbsvc_members, .alias = tbsvc_alias}};
static_assert(entry_size(tbsvc[0], lp64) == 40 && entry_size(tbsvc[0], ilp32) == 32 &&
              entry_size(tbsvc[0], m68k) == 30);

// typec:idN
constexpr Member typec_members[] = {u16("svid"), or_any(u8("mode"), 7), driver_data()};
constexpr Part typec_alias[] = {hex("typec:id", "svid")};
constexpr Part typec_alias_6_13[] = {hex("typec:id", "svid"), hex_unless("m", "mode", 7)};
constexpr Variant typec[] = {
    // 6.14 left the mode out.
    {.since = {6, 14}, .members = typec_members, .alias = typec_alias},
    {.since = Since(4, 19).and_in_el(7), .members = typec_members, .alias = typec_alias_6_13},
};
static_assert(entry_size(typec[0], lp64) == 16 && entry_size(typec[0], ilp32) == 8);

// ulpi:vNpN
constexpr Member ulpi_members[] = {u16("vendor"), u16("product"), driver_data()};
constexpr Part ulpi_alias[] = {lower_hex("ulpi:v", "vendor"), lower_hex("p", "product")};
constexpr Variant ulpi[] = {
    {.since = Since(4, 2).and_in_el(7), .members = ulpi_members, .alias = ulpi_alias}};
static_assert(entry_size(ulpi[0], lp64) == 16 && entry_size(ulpi[0], ilp32) == 8);

constexpr auto hdaudio_fields = fields_of<3>(hdaudio_alias, hdaudio_members);
constexpr auto sdio_fields = fields_of<3>(sdio_alias, sdio_members);

constexpr DriverStruct fslmc_drivers[] = {{"fsl_mc_driver", BehindDriver<0>::forms}};

// Drivers of codecs have this in them, with a name that they get at run time.
constexpr auto hdac_type = members_of(u32("type"), driver_table());
constexpr auto hdac_driver = joined(device_driver, hdac_type);
constexpr auto hdac_driver_6_19 = joined(device_driver_6_19, hdac_type);
constexpr DriverForm hdac_driver_forms[] = {{{7, 0}, hdac_driver}, {{2, 6}, hdac_driver_6_19}};
constexpr DriverStruct hdaudio_drivers[] = {{"hdac_driver", hdac_driver_forms}};

constexpr DriverStruct i3c_drivers[] = {{"i3c_driver", BehindDriver<2>::forms}};

constexpr DriverStruct sdio_drivers[] = {{"sdio_driver", NameAndTable<2>::forms}};

constexpr auto sdw_driver = members_of(driver_table(), pointers(1), driver_name());
constexpr DriverForm sdw_driver_forms[] = {{{2, 6}, sdw_driver}};
constexpr DriverStruct sdw_drivers[] = {{"sdw_driver", sdw_driver_forms}};

constexpr DriverStruct slim_drivers[] = {{"slim_driver", BehindDriver<0>::forms}};

constexpr DriverStruct tbsvc_drivers[] = {{"tb_service_driver", BehindDriver<3>::forms}};

constexpr DriverStruct typec_drivers[] = {{"typec_altmode_driver", BeforeDriver<2>::forms}};

constexpr DriverStruct ulpi_drivers[] = {{"ulpi_driver", BeforeDriver<2>::forms}};

constexpr Bus family[] = {
    {.type = "fslmc", .shape = "fsl-mc:vNdTYPE", .variants = fslmc, .drivers = fslmc_drivers},
    {.type = "hdaudio",
     .variants = hdaudio,
     .fields = hdaudio_fields,
     .choice = EntryChoice::first_match,
     .registered_by = {"__hda_codec_driver_register"},
     .drivers = hdaudio_drivers,
     .is_numbered = true},
    {.type = "i3c",
     .shape = "i3c:dcrNmanufNpartNextN",
     .variants = i3c,
     .registered_by = {"i3c_driver_register_with_owner"},
     .drivers = i3c_drivers,
     // Whether every device reports all fields is not known.
     .device_form = "*"},
    {.type = "mipscdmm",
     .shape = "mipscdmm:tN",
     .variants = mipscdmm,
     .verified = not_in_real_kernels},
    {.type = "sdio",
     .variants = sdio,
     .fields = sdio_fields,
     .choice = EntryChoice::first_match,
     .registered_by = {"__sdio_register_driver"},
     .drivers = sdio_drivers,
     .is_numbered = true},
    {.type = "sdw",
     .shape = "sdw:mNpNvNcN",
     .variants = sdw,
     .registered_by = {"__sdw_register_driver"},
     .drivers = sdw_drivers},
    {.type = "slim",
     .shape = "slim:N:N:",
     .variants = slim,
     .registered_by = {"__slim_driver_register"},
     .drivers = slim_drivers},
    {.type = "tbsvc",
     .shape = "tbsvc:kKEYpNvNrN",
     .variants = tbsvc,
     .registered_by = {"tb_register_service_driver"},
     .drivers = tbsvc_drivers},
    {.type = "typec",
     .shape = "typec:idN",
     .variants = typec,
     .registered_by = {"__typec_altmode_register_driver"},
     .drivers = typec_drivers,
     .is_numbered = true},
    {.type = "ulpi",
     .shape = "ulpi:vNpN",
     .variants = ulpi,
     .verified = not_in_real_kernels,
     .drivers = ulpi_drivers},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> serial_buses = family;

}  // namespace ko2alias
