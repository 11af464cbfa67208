// Buses whose devices are matched by a name alone.
#include "bus/device_driver.h"
#include "bus/families.h"

namespace ko2alias {
namespace {

constexpr Member name_20[] = {chars("name", 20), driver_data()};
constexpr Member name_24[] = {chars("name", 24), driver_data()};
constexpr Member name_32[] = {chars("name", 32), driver_data()};
constexpr Member name_40[] = {chars("name", 40), driver_data()};
constexpr Member chan_32[] = {chars("chan", 32), driver_data()};
constexpr Member bare_name_32[] = {chars("name", 32)};

// auxiliary:NAME
constexpr Part auxiliary_alias[] = {chars_of("auxiliary:", "name")};
constexpr Variant auxiliary[] = {
    // 6.19 made room for longer names.
    {.since = {6, 19}, .members = name_40, .alias = auxiliary_alias},
    {.since = {5, 11}, .members = name_32, .alias = auxiliary_alias},
};
static_assert(entry_size(auxiliary[0], lp64) == 48 && entry_size(auxiliary[0], ilp32) == 44);
static_assert(entry_size(auxiliary[1], lp64) == 40 && entry_size(auxiliary[1], ilp32) == 36);

// i2c:NAME
constexpr Part i2c_alias[] = {chars_of("i2c:", "name")};
constexpr Variant i2c[] = {{.since = {2, 6}, .members = name_20, .alias = i2c_alias}};
static_assert(entry_size(i2c[0], lp64) == 32 && entry_size(i2c[0], ilp32) == 24);

// mhi:CHANNEL
constexpr Part mhi_alias[] = {chars_of("mhi:", "chan")};
constexpr Variant mhi[] = {{.since = {5, 7}, .members = chan_32, .alias = mhi_alias}};

// mhi_ep:CHANNEL
constexpr Part mhi_ep_alias[] = {chars_of("mhi_ep:", "chan")};
constexpr Variant mhi_ep[] = {{.since = {5, 19}, .members = chan_32, .alias = mhi_ep_alias}};
static_assert(entry_size(mhi_ep[0], lp64) == 40 && entry_size(mhi_ep[0], ilp32) == 36);

// platform:NAME
constexpr Part platform_alias[] = {chars_of("platform:", "name")};
constexpr Variant platform[] = {
    // 6.16 made room for longer names, on 64 bits in what was padding.
    {.since = {6, 16}, .members = name_24, .alias = platform_alias},
    {.since = {2, 6}, .members = name_20, .alias = platform_alias},
};
static_assert(entry_size(platform[0], lp64) == 32 && entry_size(platform[0], ilp32) == 28);
static_assert(entry_size(platform[1], lp64) == 32 && entry_size(platform[1], ilp32) == 24);

// rpmsg:NAME
constexpr Part rpmsg_alias[] = {chars_of("rpmsg:", "name")};
constexpr Variant rpmsg[] = {
    // 5.14 added driver_data.
    {.since = {5, 14}, .members = name_32, .alias = rpmsg_alias},
    {.since = {4, 18}, .members = bare_name_32, .alias = rpmsg_alias},
};
static_assert(entry_size(rpmsg[0], ilp32) == 36 && entry_size(rpmsg[1], lp64) == 32);

// spi:NAME
constexpr Part spi_alias[] = {chars_of("spi:", "name")};
constexpr Variant spi[] = {{.since = {2, 6, 32}, .members = name_32, .alias = spi_alias}};

// vchiq:NAME
constexpr Part vchiq_alias[] = {chars_of("vchiq:", "name")};
constexpr Variant vchiq[] = {{.since = {6, 7}, .members = bare_name_32, .alias = vchiq_alias}};

constexpr DriverStruct i2c_drivers[] = {{"i2c_driver", BehindDriver<0>::forms}};

constexpr DriverStruct mhi_drivers[] = {{"mhi_driver", BeforeDriver<5>::forms}};

constexpr DriverStruct mhi_ep_drivers[] = {{"mhi_ep_driver", BeforeDriver<0>::forms}};

constexpr DriverStruct platform_drivers[] = {{"platform_driver", BehindDriver<0>::forms}};

constexpr DriverStruct rpmsg_drivers[] = {{"rpmsg_driver", BehindDriver<0>::forms}};

constexpr DriverStruct spi_drivers[] = {{"spi_driver", BeforeDriver<3>::forms}};

constexpr DriverStruct vchiq_drivers[] = {{"vchiq_driver", BeforeDriver<0>::forms}};

constexpr Bus family[] = {
    {.type = "auxiliary",
     .shape = "auxiliary:NAME",
     .variants = auxiliary,
     .choice = EntryChoice::first_match,
     .registered_by = {"__auxiliary_driver_register"}},
    {.type = "i2c",
     .shape = "i2c:NAME",
     .variants = i2c,
     .choice = EntryChoice::first_match,
     .registered_by = {"i2c_register_driver"},
     .drivers = i2c_drivers},
    {.type = "mhi",
     .shape = "mhi:CHANNEL",
     .variants = mhi,
     .choice = EntryChoice::first_match,
     .registered_by = {"__mhi_driver_register"},
     .drivers = mhi_drivers,
     .is_numbered = true},
    {.type = "mhi_ep",
     .shape = "mhi_ep:CHANNEL",
     .variants = mhi_ep,
     .verified = not_in_real_kernels,
     .drivers = mhi_ep_drivers},
    {.type = "platform",
     .shape = "platform:NAME",
     .variants = platform,
     .choice = EntryChoice::first_match,
     .registered_by = {"__platform_driver_register", "__platform_driver_probe",
                       "__platform_create_bundle", "__platform_register_drivers"},
     .drivers = platform_drivers},
    {.type = "rpmsg",
     .shape = "rpmsg:NAME",
     .variants = rpmsg,
     .registered_by = {"__register_rpmsg_driver"},
     .drivers = rpmsg_drivers},
    {.type = "spi",
     .shape = "spi:NAME",
     .variants = spi,
     .choice = EntryChoice::first_match,
     .registered_by = {"__spi_register_driver"},
     .drivers = spi_drivers},
    {.type = "vchiq", .shape = "vchiq:NAME", .variants = vchiq, .drivers = vchiq_drivers},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> name_buses = family;

}  // namespace ko2alias
