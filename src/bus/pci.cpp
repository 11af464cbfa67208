// Buses whose entries may carry an override: `override_only` puts a prefix before the alias
// (`vfio_pci:`). Facts: docs/kernel-facts/device-structs.md, "pci" and "cdx"; device-aliases.md,
// "pci details" and "cdx details".
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

constexpr std::uint32_t any_id = 0xffffffff;

// The class stands in the alias by bytes; a mask that cuts through one cannot be said.
bool is_expressible(std::uint64_t class_mask) {
  for (const unsigned shift : {16U, 8U, 0U})
    if (const auto byte = class_mask >> shift & 0xff; byte != 0 && byte != 0xff) return false;
  return true;
}

// pci:vNdNsvNsdNbcNscNiN
void write_pci(const Entry& entry, AliasSink& out) {
  const std::uint64_t mask = entry.number("class_mask");
  const std::uint64_t id = entry.number("class");
  if (!is_expressible(mask)) {
    AliasText reason("class_mask 0x");
    out.refuse(ProblemKind::inexpressible_mask,
               reason.lower_hex("", mask, 8)
                   .add(" cuts through a byte of the class, which no alias can express")
                   .take());
    return;
  }
  AliasText alias("pci:");
  alias.hex_unless("v", entry.number("vendor"), 8, any_id)
      .hex_unless("d", entry.number("device"), 8, any_id);
  alias.hex_unless("sv", entry.number("subvendor"), 8, any_id)
      .hex_unless("sd", entry.number("subdevice"), 8, any_id);
  alias.hex_if((mask & 0xff0000) != 0, "bc", id >> 16 & 0xff, 2);
  alias.hex_if((mask & 0xff00) != 0, "sc", id >> 8 & 0xff, 2);
  alias.hex_if((mask & 0xff) != 0, "i", id & 0xff, 2);
  out.add(alias.wildcard().take());
}

constexpr Member vendor = at_most(u32("vendor"), 0xffff);
constexpr Member device = at_most(u32("device"), 0xffff);
constexpr Member pci_members[] = {vendor,
                                  device,
                                  at_most(u32("subvendor"), 0xffff),
                                  at_most(u32("subdevice"), 0xffff),
                                  at_most(u32("class"), 0xffffff),
                                  at_most(u32("class_mask"), 0xffffff),
                                  word("driver_data"),
                                  at_most(u32("override_only"), 0xff)};
constexpr std::span pci_members_5_14 = std::span(pci_members).first<7>();
constexpr Variant pci[] = {
    // 5.15 let vendor drivers for VFIO list their devices without binding to them.
    {.since = {5, 15},
     .members = pci_members,
     .write = write_pci,
     .override_member = "override_only"},
    {.since = {2, 6}, .members = pci_members_5_14, .write = write_pci},
};
static_assert(entry_size(pci[0], lp64) == 40 && entry_size(pci[0], ilp32) == 32);
static_assert(entry_size(pci[1], lp64) == 32 && entry_size(pci[1], ilp32) == 28);

// cdx:vNdNsvNsdNcN
void write_cdx(const Entry& entry, AliasSink& out) {
  AliasText alias("cdx:");
  alias.hex_unless("v", entry.number("vendor"), 4, 0xffff)
      .hex_unless("d", entry.number("device"), 4, 0xffff);
  alias.hex_unless("sv", entry.number("subvendor"), 4, 0xffff)
      .hex_unless("sd", entry.number("subdevice"), 4, 0xffff);
  alias.hex_if(entry.number("class_mask") == 0xffffff, "c", entry.number("class"), 8);
  out.add(alias.take());
}

constexpr Member cdx_members[] = {u16("vendor"),       u16("device"), u16("subvendor"),
                                  u16("subdevice"),    u32("class"),  u32("class_mask"),
                                  u32("override_only")};
constexpr Member cdx_members_6_6[] = {u16("vendor"), u16("device"), u32("override_only")};
constexpr Part cdx_alias_6_6[] = {text("cdx:"), hex_unless("v", "vendor", 0xffff),
                                  hex_unless("d", "device", 0xffff)};
constexpr Part cdx_alias_6_4[] = {text("cdx:"), hex("v", "vendor", 8), hex("d", "device", 8),
                                  text("d")};
constexpr Variant cdx[] = {
    // 6.7 added subsystem ids and a class.
    {.since = {6, 7},
     .members = cdx_members,
     .write = write_cdx,
     .override_member = "override_only"},
    // 6.5 mended the text of 6.4 and looked at override_only.
    {.since = {6, 5},
     .members = cdx_members_6_6,
     .alias = cdx_alias_6_6,
     .override_member = "override_only"},
    {.since = {6, 4}, .members = cdx_members_6_6, .alias = cdx_alias_6_4},
};
static_assert(entry_size(cdx[0], lp64) == 20 && entry_size(cdx[1], ilp32) == 8);

constexpr Bus family[] = {
    {.type = "pci", .shape = "pci:vNdNsvNsdNbcNscNiN", .variants = pci},
    {.type = "cdx", .shape = "cdx:vNdNsvNsdNcN", .variants = cdx, .verified = not_in_real_kernels},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> pci_buses = family;

}  // namespace ko2alias
