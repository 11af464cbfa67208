// Buses whose entries may carry an override: `override_only` puts a prefix before the alias
// (`vfio_pci:`). Facts: docs/kernel-facts/device-structs.md, "pci" and "cdx"; device-aliases.md,
// "pci details" and "cdx details".
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

constexpr std::uint32_t any_id = 0xffffffff;

// An alias holds the class byte by byte, so it cannot express a mask that cuts through a byte.
bool is_expressible(std::uint64_t class_mask) {
  for (const unsigned shift : {16U, 8U, 0U})
    if (const auto byte = class_mask >> shift & 0xff; byte != 0 && byte != 0xff) return false;
  return true;
}

// pci:v00008086d000010D3sv*sd*bc*sc*i*
constexpr AliasField pci_fields[] = {
    {"v", 8, FieldRole::vendor},      {"d", 8, FieldRole::device},
    {"sv", 8, FieldRole::subvendor},  {"sd", 8, FieldRole::subdevice},
    {"bc", 2, FieldRole::base_class}, {"sc", 2, FieldRole::subclass},
    {"i", 2, FieldRole::protocol}};

// A number that is missing is written as `*`.
using Number = std::optional<std::uint64_t>;
Number number_if(bool condition, std::uint64_t value) {
  return condition ? Number(value) : std::nullopt;
}
Number number_unless(std::uint64_t value, std::uint64_t any) {
  return number_if(value != any, value);
}

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
  const auto class_byte = [&](unsigned shift) {
    return number_if((mask >> shift & 0xff) != 0, id >> shift & 0xff);
  };
  const Number values[] = {number_unless(entry.number("vendor"), any_id),
                           number_unless(entry.number("device"), any_id),
                           number_unless(entry.number("subvendor"), any_id),
                           number_unless(entry.number("subdevice"), any_id),
                           class_byte(16),
                           class_byte(8),
                           class_byte(0)};
  out.add(AliasText("pci:").fields(pci_fields, values).wildcard().take());
}

constexpr Member vendor = at_most(u32("vendor"), 0xffff);
constexpr Member device = at_most(u32("device"), 0xffff);
constexpr Member pci_members[] = {vendor,
                                  device,
                                  at_most(u32("subvendor"), 0xffff),
                                  at_most(u32("subdevice"), 0xffff),
                                  at_most(u32("class"), 0xffffff),
                                  at_most(u32("class_mask"), 0xffffff),
                                  driver_data(),
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

// cdx:v10EEd8084sv*sd*c*. The class has eight digits here, and six in what devices report.
constexpr AliasField cdx_fields[] = {{"v"}, {"d"}, {"sv"}, {"sd"}, {"c"}};

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
    {.type = "pci",
     .variants = pci,
     .fields = pci_fields,
     .choice = EntryChoice::first_match,
     .registered_by = {"__pci_register_driver", "comedi_pci_driver_register"},
     .is_numbered = true,
     .names = IdNamesOf::pci,
     .invented_vendors = invented_vendors,
     .vfio = {.module = "vfio_pci", .driver = "vfio-pci", .fewest_fields = std::size(pci_fields)}},
    {.type = "cdx",
     .variants = cdx,
     .verified = not_in_real_kernels,
     .fields = cdx_fields,
     .choice = EntryChoice::first_match,
     .is_numbered = true,
     .vfio = {.module = "vfio_cdx", .driver = "vfio-cdx", .fewest_fields = 2}},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> pci_buses = family;

}  // namespace ko2alias
