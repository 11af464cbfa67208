// The buses of s390: ap, ccw and css.
// Facts: docs/kernel-facts/device-structs.md, "ap", "css" and "ccw".
#include "bus/device_driver.h"
#include "bus/families.h"

namespace ko2alias {
namespace {

// ap:tN*
constexpr Part ap_alias[] = {hex("ap:t", "dev_type"), text("*")};
constexpr Member ap_members[] = {u16("match_flags"), u8("dev_type")};
constexpr Member ap_members_7_2[] = {u16("match_flags"), u8("dev_type"),
                                     driver_data(word("driver_info"))};
constexpr Member ap_members_3_8[] = {u16("match_flags"), u8("dev_type"), u8("pad1"), u32("pad2"),
                                     driver_data(word("driver_info"))};
constexpr Variant ap[] = {
    // 7.3 removed driver_info.
    {.since = {7, 3}, .members = ap_members, .alias = ap_alias},
    // 3.9 removed explicit padding, which 64 bits had anyway.
    {.since = {3, 9}, .members = ap_members_7_2, .alias = ap_alias},
    {.since = {2, 6}, .members = ap_members_3_8, .alias = ap_alias},
};
static_assert(entry_size(ap[0], lp64) == 4 && entry_size(ap[1], lp64) == 16 &&
              entry_size(ap[1], ilp32) == 8);
static_assert(entry_size(ap[2], lp64) == 16 && entry_size(ap[2], ilp32) == 12);

// ccw:tNmNdtNdmN
constexpr Flag ccw_flags[] = {
    {"CU_TYPE", 0x1}, {"CU_MODEL", 0x2}, {"DEVICE_TYPE", 0x4}, {"DEVICE_MODEL", 0x8}};
constexpr Member ccw_members[] = {flags(u16("match_flags"), ccw_flags),
                                  u16("cu_type"),
                                  u16("dev_type"),
                                  u8("cu_model"),
                                  u8("dev_model"),
                                  driver_data(word("driver_info"))};
constexpr Part ccw_alias[] = {text("ccw:"),
                              hex_if("t", "cu_type", "CU_TYPE"),
                              hex_if("m", "cu_model", "CU_MODEL"),
                              hex_if("dt", "dev_type", "DEVICE_TYPE"),
                              hex_if("dm", "dev_model", "DEVICE_MODEL"),
                              wildcard};
constexpr Variant ccw[] = {{.since = {2, 6}, .members = ccw_members, .alias = ccw_alias}};
static_assert(entry_size(ccw[0], lp64) == 16 && entry_size(ccw[0], ilp32) == 12);

// css:tN
constexpr Part css_alias[] = {hex("css:t", "type", 1)};
constexpr Member css_members[] = {u8("match_flags"), u8("type"), driver_data()};
constexpr Member css_members_3_8[] = {u8("match_flags"), u8("type"), u16("pad2"), u32("pad3"),
                                      driver_data()};
constexpr Variant css[] = {
    {.since = {3, 9}, .members = css_members, .alias = css_alias},
    {.since = {2, 6}, .members = css_members_3_8, .alias = css_alias},
};
static_assert(entry_size(css[0], lp64) == 16 && entry_size(css[0], ilp32) == 8 &&
              entry_size(css[0], m68k) == 6);
static_assert(entry_size(css[1], lp64) == 16 && entry_size(css[1], ilp32) == 12);

constexpr DriverStruct ccw_drivers[] = {{"ccw_driver", BeforeDriver<8>::forms}};

constexpr DriverStruct css_drivers[] = {{"css_driver", BeforeDriver<0>::forms}};

constexpr Bus family[] = {
    {.type = "ap", .shape = "ap:tN", .variants = ap, .is_numbered = true},
    {.type = "ccw",
     .shape = "ccw:tNmNdtNdmN",
     .variants = ccw,
     .drivers = ccw_drivers,
     .is_numbered = true},
    {.type = "css",
     .shape = "css:tN",
     .variants = css,
     .drivers = css_drivers,
     .is_numbered = true},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> s390_buses = family;

}  // namespace ko2alias
