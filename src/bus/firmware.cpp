// Devices behind a machine's firmware: coreboot and ssam.
// Facts: docs/kernel-facts/device-structs.md under each name.
#include "bus/device_driver.h"
#include "bus/families.h"

namespace ko2alias {
namespace {

// coreboot:tN
constexpr Member coreboot_members[] = {u32("tag"), driver_data()};
constexpr Part coreboot_alias[] = {hex("coreboot:t", "tag")};
constexpr Variant coreboot[] = {
    {.since = {6, 9}, .members = coreboot_members, .alias = coreboot_alias}};
static_assert(entry_size(coreboot[0], lp64) == 16 && entry_size(coreboot[0], ilp32) == 8);

// ssam:dNcNtNiNfN
constexpr Flag ssam_flags[] = {{"TARGET", 0x1}, {"INSTANCE", 0x2}, {"FUNCTION", 0x4}};
constexpr Member ssam_members[] = {flags(u8("match_flags"), ssam_flags),
                                   u8("domain"),
                                   u8("category"),
                                   u8("target"),
                                   u8("instance"),
                                   u8("function"),
                                   driver_data()};
constexpr Part ssam_alias[] = {hex("ssam:d", "domain"), hex("c", "category"),
                               hex_if("t", "target", "TARGET"), hex_if("i", "instance", "INSTANCE"),
                               hex_if("f", "function", "FUNCTION")};
constexpr Variant ssam[] = {{.since = {5, 12}, .members = ssam_members, .alias = ssam_alias}};
static_assert(entry_size(ssam[0], lp64) == 16 && entry_size(ssam[0], ilp32) == 12 &&
              entry_size(ssam[0], m68k) == 10);

constexpr DriverStruct coreboot_drivers[] = {{"coreboot_driver", BehindDriver<0>::forms}};

constexpr DriverStruct ssam_drivers[] = {{"ssam_device_driver", BehindDriver<0>::forms}};

constexpr Bus family[] = {
    {.type = "coreboot",
     .shape = "coreboot:tN",
     .variants = coreboot,
     .registered_by = {"__coreboot_driver_register"},
     .drivers = coreboot_drivers},
    {.type = "ssam",
     .shape = "ssam:dNcNtNiNfN",
     .variants = ssam,
     .registered_by = {"__ssam_device_driver_register"},
     .drivers = ssam_drivers},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> firmware_buses = family;

}  // namespace ko2alias
