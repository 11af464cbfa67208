#include "check/rules_fixtures.h"

#include "check/rules_kit.h"
#include "kit/driver_module.h"
#include "kit/elf_patch.h"

namespace ko2alias::test {
namespace {

using Elf = std::string;

TestTable named_table(const std::string& type, const std::vector<EntryBytes>& entries) {
  return {.symbol = symbol_of(Spelling::type_table, type), .bytes = table_of(entries)};
}

EntryBytes wmi(const Abi& abi, std::string_view guid) { return entry(abi).chars(guid, 37).word(0); }

Elf linked_pci(const Abi& abi, const std::vector<Pci>& entries, const strings& records = {},
               const std::string& name = "test", const std::string& release = "6.12.48") {
  return linked_module(abi, {pci_table(abi, entries)}, records, name, release);
}

Elf linked_i2c(const Abi& abi, std::string_view name) {
  return linked_module(abi, {named_table("i2c", {i2c(abi, name)})});
}

// A pci table with that many bytes less than it should have.
Elf cut_table(const Abi& abi, std::size_t missing) {
  TestTable table = pci_table(abi, {{0x8086, 1}, {0x8086, 2}, {0x8086, 3}});
  table.bytes.resize(table.bytes.size() - missing);
  return linked_module(abi, {table});
}

Elf table_of_type(const Abi& abi, const std::string& type) {
  return linked_module(abi, {named_table(type, {i2c(abi, "acme")})});
}

// As the symbols of 6.18 have it.
Elf module_named(const Abi& abi, const std::string& name) {
  const std::string symbol = symbol_of(Spelling::prefix_module, "i2c", "ids", name);
  return linked_module(abi, {{.symbol = symbol, .bytes = table_of({i2c(abi, "acme")})}}, {}, name,
                       "6.18.2");
}

// A pci driver with two entries, whose table is exported or not.
Elf driver(const Abi& abi, const std::string& mark, const strings& records = {}) {
  strings modinfo{"license=GPL", "name=test", "vermagic=6.12.48 SMP "};
  modinfo.insert(modinfo.end(), records.begin(), records.end());
  return elf_of({.abi = abi,
                 .has_addends = abi.word_size == 8,
                 .ids = pci_ids(abi, {{0x8086, 1}, {0x8086, 2}}),
                 .mark = mark,
                 .modinfo = modinfo});
}

constexpr std::string_view first_alias = "alias=pci:v00008086d00000001sv*sd*bc*sc*i*";
constexpr std::string_view ids = "__mod_pci__ids_device_table";
constexpr Pci any_device{};
constexpr Pci e1000e{0x8086, 0x10d3};

const RuleFixture table_fixtures[] = {
    {"unreadable-table",
     [](const Abi& abi) {
       return ElfPatch(cut_table(abi, 0)).set_symbol(1, SymbolField::size, 4096).bytes();
     },
     [](const Abi& abi) { return cut_table(abi, 0); },
     "ids: it reaches beyond the end of section .rodata.0"},
    {"table-size", [](const Abi& abi) { return cut_table(abi, 3); },
     [](const Abi& abi) { return cut_table(abi, 0); },
     "ids: size 157 is not a multiple of the pci entry size 40"},
    {"missing-terminator",
     [](const Abi& abi) { return cut_table(abi, abi.word_size == 8 ? 40 : 32); },
     [](const Abi& abi) { return cut_table(abi, 0); },
     "ids: the last of its 3 entries of 40 bytes is not all zero: the "
     "terminator is missing"},
    {"foreign-table",
     [](const Abi& abi) {
       return linked_module(abi, {named_table("i2c", {of(abi, "acme,mcu"), of(abi, "acme,mcu-v2"),
                                                      of(abi, "acme,mcu-v3")})});
     },
     [](const Abi& abi) {
       return linked_module(abi, {named_table("i2c", {i2c(abi, "mcu"), i2c(abi, "mcu-v2")})});
     },
     "ids: makes sense as a table of type of, but not of type i2c"},
    {"early-terminator",
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 1}, {0, 0, 0, 0}, {0x8086, 2}, {0x8086, 3}});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 1}, {0x8086, 2}, {0x8086, 3}});
     },
     "ids[1]: an empty entry ends the table for the kernel: the 2 "
     "behind it never bind, though they have aliases"},
    {"unknown-type", [](const Abi& abi) { return table_of_type(abi, "acme"); },
     [](const Abi& abi) { return table_of_type(abi, "i2c"); },
     "ids: unknown type 'acme', table of 64 bytes: no alias"},
    {"lost-table", [](const Abi& abi) { return module_named(abi, "a__b"); },
     [](const Abi& abi) { return module_named(abi, "a_b"); },
     "ids: modpost takes 'b' for its type, as the module's "
     "name holds a double underscore or ends in one: it writes no alias for this table"},
    {"inexpressible-mask",
     [](const Abi& abi) {
       return linked_pci(
           abi, {{0x8086, 1}, {.vendor = 0x8086, .class_id = 0x020000, .class_mask = 0xfe0000}});
     },
     [](const Abi& abi) {
       return linked_pci(
           abi, {{0x8086, 1}, {.vendor = 0x8086, .class_id = 0x020000, .class_mask = 0xff0000}});
     },
     "ids[1]: class_mask 0x00fe0000 cuts through a byte of the "
     "class, which no alias can express: no alias"},
    {"unknown-override",
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 1}, {.vendor = 0x8086, .device = 2, .override_only = 2}});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 1}, {.vendor = 0x8086, .device = 2, .override_only = 1}});
     },
     "ids[1]: override_only is 2, a value without a prefix: no "
     "alias"},
    {"malformed-guid",
     [](const Abi& abi) {
       return linked_module(
           abi, {named_table("wmi", {wmi(abi, "8F1F6435-9F42-42C8-BADC-0E9424F20C9")})});
     },
     [](const Abi& abi) {
       return linked_module(
           abi, {named_table("wmi", {wmi(abi, "8F1F6435-9F42-42C8-BADC-0E9424F20C9A")})});
     },
     "ids[0]: '8F1F6435-9F42-42C8-BADC-0E9424F20C9' is not a GUID "
     "(36 characters, as 8-4-4-4-12 hex digits): no alias"},
    {"unterminated-text", [](const Abi& abi) { return linked_i2c(abi, "a-name-of-20-letters"); },
     [](const Abi& abi) { return linked_i2c(abi, "a-name-of-19-letter"); },
     "ids[0]: name fills its 20 bytes without a NUL: its text runs "
     "on into the bytes behind it"},
    {"line-break", [](const Abi& abi) { return linked_i2c(abi, "acme\ndac"); },
     [](const Abi& abi) { return linked_i2c(abi, "acme dac"); },
     "ids[0]: its alias would hold a line break, which no C string "
     "survives: no alias"},
};

const RuleFixture entry_fixtures[] = {
    {"repeated-entry",
     [](const Abi& abi) {
       return linked_pci(abi, {e1000e, {0x8086, 1}, e1000e});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {e1000e, {0x8086, 1}, {0x8086, 2}});
     },
     "ids[2]: the same as entry 0: "
     "pci:v00008086d000010D3sv*sd*bc*sc*i*"},
    {"shadowed-entry",
     [](const Abi& abi) {
       return linked_pci(
           abi, {{.vendor = 0x8086, .data = 3}, {.vendor = 0x8086, .device = 1, .data = 0x2a}});
     },
     [](const Abi& abi) {
       return linked_pci(
           abi, {{.vendor = 0x8086, .device = 1, .data = 0x2a}, {.vendor = 0x8086, .data = 3}});
     },
     "ids[1]: never used: entry 0 matches all its devices "
     "(pci:v00008086d*sv*sd*bc*sc*i*) and gives the driver 0x3 instead of 0x2a"},
    {"shadowed-entry-same-data",
     [](const Abi& abi) {
       return linked_pci(
           abi, {{.vendor = 0x8086, .data = 3}, {.vendor = 0x8086, .device = 1, .data = 3}});
     },
     [](const Abi& abi) {
       return linked_pci(
           abi, {{.vendor = 0x8086, .device = 1, .data = 3}, {.vendor = 0x8086, .data = 3}});
     },
     "ids[1]: never used: entry 0 matches all its devices "
     "(pci:v00008086d*sv*sd*bc*sc*i*), with the same driver data"},
    {"catch-all",
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 1}, any_device});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 1}, {.override_only = 1}});
     },
     "ids[1]: matches every device of the bus: "
     "pci:v*d*sv*sd*bc*sc*i*"},
    {"class-wide",
     [](const Abi& abi) {
       return linked_pci(abi, {{.class_id = 0x0c0330, .class_mask = 0xffffff}});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{.vendor = 0x8086, .class_id = 0x0c0330, .class_mask = 0xffffff}});
     },
     "ids[0]: matches a whole class of devices: "
     "pci:v*d*sv*sd*bc0Csc03i30*"},
    {"placeholder-id",
     [](const Abi& abi) {
       return linked_pci(abi, {{0xdead, 0xbeef}});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 0xbeef}});
     },
     "ids[0]: vendor DEAD looks invented: "
     "pci:v0000DEADd0000BEEFsv*sd*bc*sc*i*"},
    {"uncertain-release",
     [](const Abi& abi) { return module_of(abi, {named_table("of", {of(abi, "acme,dac1")})}); },
     [](const Abi& abi) { return module_of(abi, {named_table("i2c", {i2c(abi, "acme-dac1")})}); },
     ": no vermagic; the tables fit 4.7, but 4.5 as well, with other aliases"},
};

const RuleFixture module_fixtures[] = {
    {"forgotten-table", [](const Abi& abi) { return driver(abi, ""); },
     [](const Abi& abi) { return driver(abi, std::string(ids)); },
     "ids: the_driver uses this pci table of 2 entries, but no MODULE_DEVICE_TABLE(pci, ids) "
     "exports it: nothing loads the module for its devices (pci:v00008086d00000001sv*sd*bc*sc*i* "
     "and 1 more)"},
    {"unexported-table", [](const Abi& abi) { return driver(abi, "", {"alias=platform:acme"}); },
     [](const Abi& abi) {
       return driver(abi, "", {"alias=platform:acme", "alias=pci:v00008086d*sv*sd*bc*sc*i*"});
     },
     "ids: the_driver uses this pci table of 2 entries, but no MODULE_DEVICE_TABLE(pci, ids) "
     "exports it: its devices do not load the module (pci:v00008086d00000001sv*sd*bc*sc*i* and 1 "
     "more)"},
    {"stripped", [](const Abi& abi) { return linked_module(abi, {}, {std::string(first_alias)}); },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 1}});
     },
     ": stripped of its tables' symbols: its 1 alias cannot be checked against tables"},
    {"missing-alias",
     [](const Abi& abi) {
       return module_of(abi, {pci_table(abi, {{0x8086, 1}, {0x8086, 2}})},
                        {"name=test", "vermagic=6.12.48 SMP ", std::string(first_alias)});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 1}, {0x8086, 2}});
     },
     "ids[1]: its alias is not in .modinfo: "
     "pci:v00008086d00000002sv*sd*bc*sc*i*"},
    {"stray-alias",
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 2}}, {std::string(first_alias)});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 2}}, {"alias=platform:acme"});
     },
     ".modinfo: no pci table makes the alias pci:v00008086d00000001sv*sd*bc*sc*i*"},
    {"repeated-alias",
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 1}}, {std::string(first_alias)});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x8086, 1}, {0x8086, 1}});
     },
     ".modinfo: holds an alias once more than the tables make it: "
     "pci:v00008086d00000001sv*sd*bc*sc*i*"},
    {"unexpanded-macro",
     [](const Abi& abi) { return linked_module(abi, {}, {"alias=nd:tND_DEVICE_ACME*"}); },
     [](const Abi& abi) {
       return linked_module(abi, {}, {"alias=nd:t5*", "alias=platform:ND_DEVICE_ACME"});
     },
     ".modinfo: ND_DEVICE_ACME was not expanded, so no device matches: nd:tND_DEVICE_ACME*"},
    {"impossible-alias",
     [](const Abi& abi) {
       return linked_module(abi, {}, {"alias=pci:v00008086d000010d3sv*sd*bc*sc*i*"});
     },
     [](const Abi& abi) {
       return linked_module(abi, {}, {"alias=pci:v00008086d000010D3sv*sd*bc*sc*i*"});
     },
     ".modinfo: no pci device can match: pci:v00008086d000010d3sv*sd*bc*sc*i*"},
    {"libvirt-unmatchable",
     [](const Abi& abi) {
       return linked_pci(
           abi,
           {{.vendor = 0x8086, .class_id = 0x010802, .class_mask = 0xffffff, .override_only = 1}});
     },
     [](const Abi& abi) {
       return linked_pci(
           abi,
           {{.vendor = 0x8086, .class_id = 0x010802, .class_mask = 0xffff00, .override_only = 1}});
     },
     "ids[0]: libvirt compares fields as strings and never matches "
     "'i02*': vfio_pci:v00008086d*sv*sd*bc01sc08i02*"},
};

const RuleFixture kernel_fixtures[] = {
    {"wrong-kernel",
     [](const Abi& abi) {
       return linked_pci(abi, {{0x1ed5, 1}}, {}, "test", "6.12.49");
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x1ed5, 1}});
     },
     ".modinfo: built for 6.12.49, but the kernel is 6.12.48"},
    {"name-clash",
     [](const Abi& abi) {
       return linked_pci(abi, {{0x1ed5, 1}}, {}, "e1000e");
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x1ed5, 1}}, {}, "e1000f");
     },
     ": the kernel has a module of that name: lib/modules/6.12.48/kernel/drivers/net/e1000e.ko"},
    {"name-is-alias",
     [](const Abi& abi) {
       return linked_pci(abi, {{0x1ed5, 1}}, {}, "acme-net");
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x1ed5, 1}}, {}, "acme-nets");
     },
     ": its name is an alias of acme_core: acme-net"},
    {"catch-all-over",
     [](const Abi& abi) {
       return linked_pci(abi, {{0x1ed5, 1}, any_device});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x1ed5, 1}, {.vendor = 0x1ed5}});
     },
     "ids[1]: takes the devices of 2 aliases of the kernel: "
     "pci:v*d*sv*sd*bc*sc*i*"},
    {"claimed-elsewhere",
     [](const Abi& abi) {
       return linked_pci(abi, {{0x1ed5, 1}, e1000e});
     },
     [](const Abi& abi) {
       return linked_pci(abi, {{0x1ed5, 1}, {0x8086, 0x10d4}});
     },
     ": e1000e claims the same devices: pci:v00008086d000010D3sv*sd*bc*sc*i* of "
     "pci:v00008086d000010D3sv*sd*bc*sc*i*; modprobe loads e1000e first (modules.order names it "
     "alone)"},
};

}  // namespace

std::span<const RuleFixture> rule_fixtures() {
  static const auto all = [] {
    std::vector<RuleFixture> rows;
    for (const std::span<const RuleFixture> some : {std::span<const RuleFixture>(table_fixtures),
                                                    {entry_fixtures},
                                                    {module_fixtures},
                                                    {kernel_fixtures}})
      rows.insert(rows.end(), some.begin(), some.end());
    return rows;
  }();
  return all;
}

}  // namespace ko2alias::test
