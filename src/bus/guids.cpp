// Buses whose devices are named by a uuid: ishtp, mei, tee, vmbus and wmi.
// Facts: docs/kernel-facts/device-aliases.md, "uuid orders", "mei details" and "wmi details".
#include <algorithm>

#include "bus/device_driver.h"
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

// ishtp:{GUID}
constexpr Member ishtp_members[] = {bytes("guid", 16), driver_data()};
constexpr Part ishtp_alias[] = {upper_uuid("ishtp:{", "guid", UuidStyle::guid), text("}")};
constexpr Variant ishtp[] = {
    // 6.7 mended cross builds, here and for tee.
    {.since = Since(6, 7).and_in(6, 6, 3).and_in(6, 5, 13).and_in(6, 1, 64),
     .members = ishtp_members,
     .alias = ishtp_alias},
    {.since = {5, 16},
     .members = ishtp_members,
     .alias = ishtp_alias,
     .cross_build = CrossBuild::uuid_reversed},
};
static_assert(entry_size(ishtp[0], lp64) == 24 && entry_size(ishtp[0], ilp32) == 20);

// mei:NAME:UUID:VERSION:*
constexpr Member mei_members[] = {chars("name", 32), bytes("uuid", 16), u8("version"),
                                  driver_data(word("driver_info"))};
constexpr Member mei_members_4_3[] = {chars("name", 32), bytes("uuid", 16),
                                      driver_data(word("driver_info"))};
constexpr Member mei_members_4_1[] = {chars("name", 32), driver_data(word("driver_info"))};
constexpr Part mei_alias[] = {chars_or_star("mei:", "name"), uuid(":", "uuid", UuidStyle::guid),
                              hex_unless(":", "version", 0xff), text(":*")};
constexpr Part mei_alias_4_3[] = {chars_or_star("mei:", "name"),
                                  uuid(":", "uuid", UuidStyle::plain), text(":*")};
constexpr Part mei_alias_4_1[] = {chars_of("mei:", "name")};
constexpr Variant mei[] = {
    // 4.4 added the version, 4.2 the uuid; Red Hat's 3.10 has both.
    {.since = Since(4, 4).and_in_el(7), .members = mei_members, .alias = mei_alias},
    {.since = {4, 2}, .members = mei_members_4_3, .alias = mei_alias_4_3},
    {.since = {3, 10}, .members = mei_members_4_1, .alias = mei_alias_4_1},
};
static_assert(entry_size(mei[0], lp64) == 64 && entry_size(mei[0], ilp32) == 56 &&
              entry_size(mei[0], m68k) == 54);
static_assert(entry_size(mei[1], lp64) == 56 && entry_size(mei[1], ilp32) == 52);
static_assert(entry_size(mei[2], lp64) == 40 && entry_size(mei[2], ilp32) == 36);

// tee:UUID*
constexpr Member tee_members[] = {bytes("uuid", 16)};
constexpr Part tee_alias[] = {uuid("tee:", "uuid", UuidStyle::dashed), text("*")};
constexpr Variant tee[] = {
    {.since = Since(6, 7)
                  .and_in(6, 6, 3)
                  .and_in(6, 5, 13)
                  .and_in(6, 1, 64)
                  .and_in(5, 15, 140)
                  .and_in(5, 10, 202)
                  .and_in(5, 4, 262),
     .members = tee_members,
     .alias = tee_alias},
    {.since = {5, 1},
     .members = tee_members,
     .alias = tee_alias,
     .cross_build = CrossBuild::uuid_reversed},
};
static_assert(entry_size(tee[0], lp64) == 16);

// vmbus:UUID
constexpr Member vmbus_members[] = {bytes("guid", 16), driver_data()};
constexpr Part vmbus_alias[] = {uuid("vmbus:", "guid", UuidStyle::plain)};
constexpr Variant vmbus[] = {{.since = {3, 2}, .members = vmbus_members, .alias = vmbus_alias}};
static_assert(entry_size(vmbus[0], lp64) == 24 && entry_size(vmbus[0], ilp32) == 20);

constexpr std::size_t guid_length = 36;

bool is_guid(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash_place = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash_place ? text[i] != '-' : !is_hex_digit(text[i])) return false;
  }
  return text.size() == guid_length;
}

enum class GuidCheck : std::uint8_t { length_only, every_character };

// wmi:GUID, in the driver's own case before 7.2
template <GuidCheck check>
void write_wmi(const Entry& entry, AliasSink& out) {
  std::string guid(entry.text("guid_string"));
  const bool is_good =
      check == GuidCheck::every_character ? is_guid(guid) : guid.size() == guid_length;
  if (!is_good)
    return out.refuse(ProblemKind::malformed_guid,
                      "'" + escape_for_terminal(guid) +
                          "' is not a GUID (36 characters, as 8-4-4-4-12 hex digits)");
  if (check == GuidCheck::every_character)
    std::transform(guid.begin(), guid.end(), guid.begin(), to_upper);
  out.add("wmi:" + guid);
}

constexpr Member wmi_members[] = {chars("guid_string", 37), driver_data(pointer("context"))};
constexpr std::span wmi_members_5_2 = std::span(wmi_members).first<1>();
constexpr Variant wmi[] = {
    // 7.2 checks each character and writes them in upper case.
    {.since = {7, 2}, .members = wmi_members, .write = write_wmi<GuidCheck::every_character>},
    // 5.3 added the context.
    {.since = {5, 3}, .members = wmi_members, .write = write_wmi<GuidCheck::length_only>},
    {.since = {5, 1}, .members = wmi_members_5_2, .write = write_wmi<GuidCheck::length_only>},
};
static_assert(entry_size(wmi[0], lp64) == 48 && entry_size(wmi[0], ilp32) == 44 &&
              entry_size(wmi[0], m68k) == 42);
static_assert(entry_size(wmi[2], lp64) == 37);

constexpr DriverStruct ishtp_drivers[] = {{"ishtp_cl_driver", NameAndTable<0>::forms}};

constexpr DriverStruct mei_drivers[] = {{"mei_cl_driver", NameAndTable<2>::forms}};

constexpr DriverStruct tee_drivers[] = {{"tee_client_driver", BeforeDriver<0>::forms}};

constexpr auto hv_driver =
    members_of(driver_name(), u8("hvsock"), bytes("dev_type", 16), driver_table());
constexpr DriverForm hv_driver_forms[] = {{{4, 3}, hv_driver}};
static_assert(name_to_table(hv_driver_forms[0], lp64) == 32 &&
              name_to_table(hv_driver_forms[0], ilp32) == 24);
constexpr DriverStruct vmbus_drivers[] = {{"hv_driver", hv_driver_forms}};

constexpr DriverStruct wmi_drivers[] = {{"wmi_driver", BehindDriver<0>::forms}};

constexpr Bus family[] = {
    {.type = "ishtp",
     .shape = "ishtp:{GUID}",
     .variants = ishtp,
     .registered_by = {"ishtp_cl_driver_register"},
     .drivers = ishtp_drivers},
    {.type = "mei",
     .shape = "mei:NAME:UUID:N:",
     .variants = mei,
     .choice = EntryChoice::first_match,
     .registered_by = {"__mei_cldev_driver_register"},
     .drivers = mei_drivers},
    {.type = "tee",
     .shape = "tee:UUID",
     .variants = tee,
     .registered_by = {"__tee_client_driver_register"},
     .drivers = tee_drivers,
     .is_numbered = true},
    {.type = "vmbus",
     .shape = "vmbus:UUID",
     .variants = vmbus,
     .choice = EntryChoice::first_match,
     .registered_by = {"__vmbus_driver_register"},
     .drivers = vmbus_drivers},
    {.type = "wmi",
     .shape = "wmi:GUID",
     .variants = wmi,
     .choice = EntryChoice::first_match,
     .registered_by = {"__wmi_driver_register"},
     .drivers = wmi_drivers,
     .device_form = "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX"},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> guid_buses = family;

}  // namespace ko2alias
