// docs/adding-a-bus.md says that a bus is one description and nothing else. Here is one that no
// kernel has; emit, dump, diff, check, match, names and devices known in part all work on it.
#include "bus/buses.h"
#include "cli/commands.h"
#include "describe/bus.h"
#include "device/device_names.h"
#include "kit/catch.h"
#include "kit/driver_module.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/temporary_folder.h"

namespace ko2alias::test {
namespace {

// acme:vNdNcNrN
constexpr Member acme_members[] = {u16("vendor"), u16("device"), u8("class"), u8("revision"),
                                   driver_data()};
constexpr Part acme_alias[] = {text("acme:"),
                               hex_unless("v", "vendor", 0xffff),
                               hex_unless("d", "device", 0xffff),
                               hex_unless("c", "class", 0xff),
                               hex_unless("r", "revision", 0xff),
                               wildcard};
constexpr Variant acme[] = {{.since = {7, 3}, .members = acme_members, .alias = acme_alias}};
static_assert(entry_size(acme[0], lp64) == 16 && entry_size(acme[0], ilp32) == 12);
constexpr AliasField acme_fields[] = {{"v", 4, FieldRole::vendor},
                                      {"d", 4, FieldRole::device},
                                      {"c", 2, FieldRole::base_class},
                                      {"r", 2}};
constexpr std::uint32_t invented[] = {0xdead};
constexpr Bus acme_bus = {.type = "acme",
                          .variants = acme,
                          .fields = acme_fields,
                          .choice = EntryChoice::first_match,
                          .registered_by = {"acme_register_driver"},
                          .is_numbered = true,
                          .names = IdNamesOf::pci,
                          .invented_vendors = invented};
static_assert(is_sound(acme_bus));

EntryBytes acme_entry(const Abi& abi, unsigned vendor, unsigned device, unsigned class_id,
                      unsigned data) {
  return entry(abi).u16(vendor).u16(device).u8(class_id).u8(0xff).word(data);
}

// Four entries: a device, the same device once more, a class, and an invented vendor.
std::string acme_module(const Abi& abi) {
  return module_of(
      abi,
      {{symbol_of(Spelling::prefix_module, "acme"),
        table_of({acme_entry(abi, 0x1af4, 0x1000, 0xff, 1), acme_entry(abi, 0x1af4, 0x1000, 2, 2),
                  acme_entry(abi, 0xffff, 0xffff, 2, 3), acme_entry(abi, 0xdead, 1, 0xff, 4)})}},
      {"license=GPL", "name=test", "vermagic=7.3.0 SMP", "alias=acme:vACME_VENDOR_IDd0001c*r*"});
}

// A module in a folder, and the folder's other files.
class AcmeFolder {
 public:
  AcmeFolder() { write_file(module(), acme_module(lp64_le)); }
  [[nodiscard]] std::string module() const { return (folder_.path() / "test.ko").string(); }
  [[nodiscard]] std::string list(const std::string& name, const std::string& text) const {
    const auto path = folder_.path() / name;
    write_file(path, "# a list\n" + text);
    return path.string();
  }

 private:
  TemporaryFolder folder_;
};

std::string output_of(const Arguments& arguments) {
  const Outcome outcome = run_program(arguments);
  return outcome.out + outcome.err;
}

}  // namespace

TEST_CASE("made-up bus: emit and dump decode its tables", "[bus]") {
  const AddedBus added(acme_bus);
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const Decoded decoded = decode(acme_module(abi));
  CHECK(decoded.patterns() == strings{"acme:v1AF4d1000c*r*", "acme:v1AF4d1000c02r*",
                                      "acme:v*d*c02r*", "acme:vDEADd0001c*r*"});
  const AcmeFolder folder;
  CHECK(contains(output_of({"emit", folder.module()}), "alias acme:v*d*c02r* test\n"));
  const std::string dump = output_of({"dump", folder.module()});
  CHECK(contains(dump, "4 acme entries of 16 bytes, as since 7.3"));
  CHECK(contains(dump, "2  any     any     2      any       3            acme:v*d*c02r*"));
  CHECK(contains(output_of({"buses"}), "acme:vNdNcNrN"));
}

TEST_CASE("made-up bus: bit fields, texts and pointers are shown wherever they stand", "[bus]") {
  constexpr BitField bits[] = {{"speed", 4}, {"is_new", 1}, {"lanes", 11}};
  const Member members[] = {or_any(u16("vendor"), 0x7fff), divided(u16("bits"), bits),
                            text_pointer("name"), pointer("ops"), driver_data()};
  const Part alias[] = {hex("acme:v", "vendor")};
  const Variant variant[] = {{.since = {7, 3}, .members = members, .alias = alias}};
  CHECK(is_sound(variant[0]));
  Bus bus = acme_bus;
  bus.variants = variant;
  const AddedBus added(bus);
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::uint64_t w = abi.word_size;
  // C puts the first field at the low end of a little-endian number, and at the high end of a
  // big-endian one.
  const unsigned divided_number =
      abi.order == ByteOrder::little ? 0x5 | 1 << 4 | 0x345 << 5 : 0x5 << 12 | 1 << 11 | 0x345;
  const TemporaryFolder folder;
  write_file(
      folder.path() / "test.ko",
      elf_of({.abi = abi,
              .has_addends = w == 8,
              .ids = table_of({entry(abi).u16(0x7fff).u16(divided_number).word(0).word(0).word(5),
                               entry(abi).u16(0xffff).u16(0).word(0).word(0).word(0)}),
              .pointers = {{2 * w, 8}, {7 * w, 16}},
              .mark = symbol_of(Spelling::prefix_module, "acme"),
              .modinfo = {"name=test", "vermagic=7.3.0 SMP"}}));
  const std::string dump = output_of({"dump", (folder.path() / "test.ko").string()});
  CHECK(contains(dump, "zero everywhere: name\n"));
  CHECK(contains(dump, "0  any     5      1       837    board_info+0x8  5 "));
  CHECK(contains(dump, "1  0xffff  0      0       0      0               board_info+0x10 "));
}

TEST_CASE("made-up bus: check knows how it chooses, its classes and its vendors", "[bus]") {
  const AddedBus added(acme_bus);
  const AcmeFolder folder;
  const std::string found = output_of({"check", folder.module()});
  CHECK(contains(found,
                 "warning[shadowed-entry]: ids[1]: never used: entry 0 matches all its devices"));
  CHECK(contains(found, ": ids[2]: matches a whole class of devices: acme:v*d*c02r*"));
  CHECK(contains(found, ": ids[3]: vendor DEAD looks invented"));
  CHECK(contains(found, "ACME_VENDOR_ID was not expanded"));
}

TEST_CASE("made-up bus: match finds modules, entries, and what may match", "[bus]") {
  const AddedBus added(acme_bus);
  const AcmeFolder folder;
  const std::string whole = output_of({"match", "--in", folder.module(), "acme:v1AF4d1000c02r01"});
  CHECK(contains(whole, "acme:v1AF4d1000c*r*  ids[0], driver_data 0x1, by v d"));
  CHECK(
      contains(whole, "acme:v1AF4d1000c02r*  ids[1], driver_data 0x2, by v d c, an earlier entry"));
  const std::string part = output_of({"match", "--in", folder.module(), "acme:v1AF4d*c03r01"});
  CHECK(contains(part, "one module may match: test"));
}

TEST_CASE("made-up bus: diff fills its fields with digits", "[bus]") {
  const AddedBus added(acme_bus);
  const AcmeFolder folder;
  const std::string old_list = folder.list("old.alias", "alias acme:v1AF4d*c*r* a\n");
  const std::string new_list = folder.list("new.alias", "alias acme:v1AF4d1000c*r* a\n");
  const std::string found = output_of({"diff", old_list, new_list});
  CHECK(contains(found, "partly lost"));
  CHECK(contains(found, "not matched: acme:v1AF4d0000c00r00"));
}

TEST_CASE("made-up bus: its devices have names where it says who names them", "[bus]") {
  const AddedBus added(acme_bus);
  const DeviceNames names("1af4  Red Hat, Inc.\n\t1000  Virtio network device\n", "");
  CHECK(names.describe("acme:v1AF4d1000c*r*") == "Red Hat, Inc. Virtio network device");
}

TEST_CASE("added bus: goes with its object, and gives way to the one that it replaced", "[bus]") {
  const Bus* const pci = find_bus("pci");
  {
    const AddedBus added(acme_bus);
    Bus other_pci = acme_bus;
    other_pci.type = "pci";
    const AddedBus replaced(other_pci);
    CHECK(find_bus("acme") == &acme_bus);
    CHECK(find_bus("pci") == &other_pci);
  }
  CHECK(find_bus("acme") == nullptr);
  CHECK(find_bus("pci") == pci);
}

}  // namespace ko2alias::test
