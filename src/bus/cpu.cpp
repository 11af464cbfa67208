// Processors as devices: x86cpu and cpu.
// Facts: docs/kernel-facts/device-structs.md, "x86cpu" and "cpu".
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

// cpu:type:*:feature:*N*
constexpr Member cpu_members[] = {u16("feature")};
constexpr Part cpu_alias[] = {hex("cpu:type:*:feature:*", "feature"), text("*")};
constexpr Variant cpu[] = {{.since = {3, 15}, .members = cpu_members, .alias = cpu_alias}};
static_assert(entry_size(cpu[0], lp64) == 2);

struct Labels {
  std::string_view vendor, family, model;
};
constexpr Labels labels{"cpu:type:x86,ven", "fam", "mod"};
constexpr Labels labels_3_14{"x86cpu:vendor:", ":family:", ":model:"};

// cpu:type:x86,venNfamNmodN:feature:*N*
template <const Labels& label>
void write_x86cpu(const Entry& entry, AliasSink& out) {
  AliasText alias;
  const auto add_id = [&](std::string_view tag, std::string_view member) {
    alias.hex_if(!entry.is_any(member), tag, entry.number(member), 4);
  };
  add_id(label.vendor, "vendor");
  add_id(label.family, "family");
  add_id(label.model, "model");
  alias.add(":feature:*");
  if (!entry.is_any("feature")) alias.hex("", entry.number("feature"), 4).add("*");
  out.add(alias.take());
}

constexpr Member vendor = or_any(u16("vendor"), 0xffff);
constexpr Member family_id = or_any(u16("family"), 0);
constexpr Member model = or_any(u16("model"), 0);
constexpr Member steppings = u16("steppings");
constexpr Member feature = or_any(u16("feature"), 0);
constexpr Member x86cpu_members[] = {
    vendor,       family_id,           model,      steppings,    feature,
    u16("flags"), u8("platform_mask"), u8("type"), driver_data()};
constexpr Member x86cpu_members_7_0[] = {vendor,  family_id,    model,      steppings,
                                         feature, u16("flags"), u8("type"), driver_data()};
constexpr Member x86cpu_members_6_14[] = {vendor,  family_id,    model,        steppings,
                                          feature, u16("flags"), driver_data()};
constexpr Member x86cpu_members_6_9[] = {vendor,    family_id, model,
                                         steppings, feature,   driver_data()};
constexpr Member x86cpu_members_lts[] = {vendor,  family_id,     model,
                                         feature, driver_data(), steppings};
constexpr std::span x86cpu_members_5_6 = std::span(x86cpu_members_lts).first<5>();
constexpr Variant x86cpu[] = {
    {.since = {7, 1}, .members = x86cpu_members, .write = write_x86cpu<labels>},
    {.since = {6, 15}, .members = x86cpu_members_7_0, .write = write_x86cpu<labels>},
    // 6.10 added flags, which no alias shows; the stable series took them over.
    {.since = Since(6, 10)
                  .and_in(6, 9, 4)
                  .and_in(6, 6, 33)
                  .and_in(6, 1, 94)
                  .and_in(5, 15, 161)
                  .and_in(5, 10, 219),
     .members = x86cpu_members_6_14,
     .write = write_x86cpu<labels>},
    // 5.8 put the steppings before the feature.
    {.since = Since(5, 8).and_in(5, 7, 2),
     .members = x86cpu_members_6_9,
     .write = write_x86cpu<labels>},
    // Older stable series put them behind the driver's data.
    {.since = stable_only.and_in(5, 6, 18)
                  .and_in(5, 4, 46)
                  .and_in(4, 19, 128)
                  .and_in(4, 15, 18)
                  .and_in(4, 14, 184)
                  .and_in(4, 9, 227),
     .members = x86cpu_members_lts,
     .write = write_x86cpu<labels>},
    {.since = stable_only.and_in(4, 4, 227),
     .members = x86cpu_members_lts,
     .write = write_x86cpu<labels>},
    {.since = {3, 15}, .members = x86cpu_members_5_6, .write = write_x86cpu<labels>},
    // 3.15 gave all processors one form of text.
    {.since = {3, 4}, .members = x86cpu_members_5_6, .write = write_x86cpu<labels_3_14>},
};
static_assert(entry_size(x86cpu[0], lp64) == 24 && entry_size(x86cpu[0], ilp32) == 20 &&
              entry_size(x86cpu[0], m68k) == 18);
static_assert(entry_size(x86cpu[1], lp64) == 24 && entry_size(x86cpu[1], ilp32) == 20 &&
              entry_size(x86cpu[1], m68k) == 18);
static_assert(entry_size(x86cpu[2], lp64) == 24 && entry_size(x86cpu[2], ilp32) == 16 &&
              entry_size(x86cpu[2], m68k) == 16);
static_assert(entry_size(x86cpu[3], lp64) == 24 && entry_size(x86cpu[3], ilp32) == 16 &&
              entry_size(x86cpu[3], m68k) == 14);
static_assert(entry_size(x86cpu[4], lp64) == 24 && entry_size(x86cpu[4], ilp32) == 16 &&
              entry_size(x86cpu[4], m68k) == 14);
static_assert(entry_size(x86cpu[7], lp64) == 16 && entry_size(x86cpu[7], ilp32) == 12);

constexpr Bus family[] = {
    {.type = "cpu", .shape = "cpu:type:*:feature:*N", .variants = cpu},
    {.type = "x86cpu", .shape = "cpu:type:x86,venNfamNmodN:feature:*N", .variants = x86cpu},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> cpu_buses = family;

}  // namespace ko2alias
