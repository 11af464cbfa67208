// Devices that a hypervisor, an FPGA or a host controller offers: dfl and virtio.
// Facts: docs/kernel-facts/device-structs.md under each name.
#include "bus/device_driver.h"
#include "bus/families.h"

namespace ko2alias {
namespace {

// dfl:tNfN*
constexpr Member dfl_members[] = {u16("type"), u16("feature_id"), driver_data()};
constexpr Part dfl_alias[] = {hex("dfl:t", "type"), hex("f", "feature_id"), text("*")};
constexpr Variant dfl[] = {{.since = {5, 12}, .members = dfl_members, .alias = dfl_alias}};
static_assert(entry_size(dfl[0], lp64) == 16 && entry_size(dfl[0], ilp32) == 8);

// virtio:dNvN
constexpr Member virtio_members[] = {at_most(u32("device"), 0xffff),
                                     at_most(u32("vendor"), 0xffff)};
constexpr Part virtio_alias[] = {text("virtio:"), hex_unless("d", "device", 0xffffffff),
                                 hex_unless("v", "vendor", 0xffffffff), wildcard};
constexpr Variant virtio[] = {{.since = {2, 6}, .members = virtio_members, .alias = virtio_alias}};
static_assert(entry_size(virtio[0], lp64) == 8 && entry_size(virtio[0], ilp32) == 8);

constexpr auto virtio_fields = fields_of<2>(virtio_alias, virtio_members);

constexpr DriverStruct dfl_drivers[] = {{"dfl_driver", BehindDriver<0>::forms}};

constexpr DriverStruct virtio_drivers[] = {{"virtio_driver", BehindDriver<0>::forms}};

constexpr Bus family[] = {
    {.type = "dfl",
     .shape = "dfl:tNfN",
     .variants = dfl,
     .verified = not_in_real_kernels,
     .drivers = dfl_drivers},
    {.type = "virtio",
     .variants = virtio,
     .fields = virtio_fields,
     .choice = EntryChoice::first_match,
     .registered_by = {"__register_virtio_driver"},
     .drivers = virtio_drivers,
     .is_numbered = true},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> host_buses = family;

}  // namespace ko2alias
