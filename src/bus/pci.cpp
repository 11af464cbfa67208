// Buses whose entries may carry an override: `override_only` puts a prefix before the alias
// (`vfio_pci:`). Facts: docs/kernel-facts/device-structs.md, "pci" and "cdx"; device-aliases.md,
// "pci details" and "cdx details".
#include "bus/device_driver.h"
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
Number number_of(const Entry& entry, std::string_view member) {
  const std::size_t index = find_member(entry.members(), member);
  return number_if(!entry.is_any(index), entry.number(index));
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
  const Number values[] = {number_of(entry, "vendor"),
                           number_of(entry, "device"),
                           number_of(entry, "subvendor"),
                           number_of(entry, "subdevice"),
                           class_byte(16),
                           class_byte(8),
                           class_byte(0)};
  out.add(AliasText("pci:").fields(pci_fields, values).wildcard().take());
}

constexpr Member id(std::string_view name) { return or_any(at_most(u32(name), 0xffff), any_id); }
constexpr Member pci_members[] = {id("vendor"),
                                  id("device"),
                                  id("subvendor"),
                                  id("subdevice"),
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
  const auto add_id = [&](std::string_view label, std::string_view member) {
    alias.hex_if(!entry.is_any(member), label, entry.number(member), 4);
  };
  add_id("v", "vendor");
  add_id("d", "device");
  add_id("sv", "subvendor");
  add_id("sd", "subdevice");
  alias.hex_if(entry.number("class_mask") == 0xffffff, "c", entry.number("class"), 8);
  out.add(alias.take());
}

constexpr Member cdx_id(std::string_view name) { return or_any(u16(name), 0xffff); }
constexpr Member cdx_members[] = {cdx_id("vendor"),    cdx_id("device"), cdx_id("subvendor"),
                                  cdx_id("subdevice"), u32("class"),     u32("class_mask"),
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

constexpr DriverStruct pci_drivers[] = {{"pci_driver", NameAndTable<5>::forms}};

constexpr DriverStruct cdx_drivers[] = {{"cdx_driver", BehindDriver<0>::forms}};

constexpr Bus family[] = {
    {.type = "pci",
     .variants = pci,
     .fields = pci_fields,
     .choice = EntryChoice::first_match,
     .registered_by = {"__pci_register_driver", "comedi_pci_driver_register"},
     .drivers = pci_drivers,
     .is_numbered = true,
     .names = IdNamesOf::pci,
     .invented_vendors = invented_vendors,
     .vfio = {.module = "vfio_pci", .driver = "vfio-pci", .fewest_fields = std::size(pci_fields)}},
    {.type = "cdx",
     .variants = cdx,
     .verified = not_in_real_kernels,
     .fields = cdx_fields,
     .choice = EntryChoice::first_match,
     .drivers = cdx_drivers,
     .is_numbered = true,
     .vfio = {.module = "vfio_cdx", .driver = "vfio-cdx", .fewest_fields = 2}},
};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> pci_buses = family;

}  // namespace ko2alias
