// Rules look at whole sets: which entry stands first, and whether a table or a hand makes an alias,
// changes nothing of what is found.
#include <algorithm>
#include <random>

#include "check/baseline.h"
#include "check/rules_kit.h"
#include "kit/driver_module.h"

namespace ko2alias::test {
namespace {

EntryBytes named(const Abi& abi, std::string_view name, std::size_t size) {
  return entry(abi).chars(name, size).word(0);
}

// The findings about a table that a driver uses and nothing exports.
strings unexported(const Abi& abi, const std::string& registration, const std::string& ids,
                   const strings& aliases = {}, const std::string& table = "ids") {
  strings modinfo{"name=test", "vermagic=6.12.48 SMP "};
  for (const std::string& alias : aliases) modinfo.push_back("alias=" + alias);
  const std::string elf = elf_of({.abi = abi,
                                  .has_addends = abi.word_size == 8,
                                  .ids = ids,
                                  .table = table,
                                  .registration = registration,
                                  .modinfo = modinfo});
  strings all;
  for (const Finding& finding : findings_in(elf))
    if (finding.rule->id == "forgotten-table" || finding.rule->id == "unexported-table")
      all.push_back(std::string(finding.rule->id) + " " + finding.message);
  return all;
}

std::string unused(std::string_view bus, std::string_view entries, std::string_view rest) {
  return "the_driver uses this " + std::string(bus) + " table of " + std::string(entries) +
         ", but no MODULE_DEVICE_TABLE(" + std::string(bus) +
         ", ids) exports it: " + std::string(rest);
}

}  // namespace

TEST_CASE("rules: a forgotten table is judged by all its entries", "[rules]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CAPTURE(abi);
  const Pci first{0x1209, 0x1801};
  const Pci second{0x1209, 0x1802};
  const std::string by_hand = "pci:v00001209d00001801sv*sd*bc*sc*i*";
  const auto find = [&](const std::vector<Pci>& entries) {
    return unexported(abi, "__pci_register_driver", pci_ids(abi, entries), {by_hand});
  };
  CHECK(find({first}).empty());
  const strings lost{"unexported-table " + unused("pci", "2 entries",
                                                  "its devices do not load the module "
                                                  "(pci:v00001209d00001802sv*sd*bc*sc*i*)")};
  CHECK(find({first, second}) == lost);
  CHECK(find({second, first}) == lost);
}

// Only its name may be anything: what the driver's struct has in that place is a table.
TEST_CASE("rules: a forgotten table may have any name", "[rules]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string table = GENERATE("sids", "acme_boards", "acme", "board_list");
  CAPTURE(abi, table);
  DriverModule module{.abi = abi,
                      .has_addends = abi.word_size == 8,
                      .ids = pci_ids(abi, {{0x8086, 1}}),
                      .table = table,
                      .modinfo = {"name=test", "vermagic=6.12.48 SMP "},
                      .driver_name = "acme"};
  const auto found = [&] { return findings_of("forgotten-table", elf_of(module)); };
  CHECK(found() == strings{table +
                           ": the_driver uses this pci table of 1 entry, but no "
                           "MODULE_DEVICE_TABLE(pci, " +
                           table +
                           ") exports it: nothing loads the module for its devices "
                           "(pci:v00008086d00000001sv*sd*bc*sc*i*)"});
  SECTION("unless it is exported") { module.mark = "__mod_pci__other_device_table"; }
  SECTION("unless no name stands where a driver has its own") { module.driver_name.clear(); }
  CHECK(found().empty());
}

TEST_CASE("rules: a generic id in a forgotten table hides none of the vendor's own", "[rules]") {
  const Abi abi = GENERATE(lp64_le, ilp32_be);
  CAPTURE(abi);
  const auto find = [&](const std::vector<EntryBytes>& entries) {
    return unexported(abi, "acpi_bus_register_driver", table_of(entries));
  };
  const strings lost{
      "forgotten-table " +
      unused("acpi", "2 entries", "nothing loads the module for its devices (acpi*:ACME0007:*)")};
  CHECK(find({acpi(abi, "PNP0501"), acpi(abi, "ACME0007")}) == lost);
  CHECK(find({acpi(abi, "ACME0007"), acpi(abi, "PNP0501")}) == lost);
  CHECK(find({acpi(abi, "PNP0501")}).empty());
}

TEST_CASE("rules: drivers of any bus have of and acpi tables", "[rules]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CAPTURE(abi);
  const std::string trees = table_of({of(abi, "acme,dac7"), of(abi, "acme,dac8")});
  const std::string why = "nothing loads the module for its devices ";
  const strings lost{"forgotten-table " +
                     unused("of", "2 entries", why + "(of:N*T*Cacme,dac7 and 1 more)")};
  for (const char* const registration :
       {"__platform_driver_register", "__platform_driver_probe", "i2c_register_driver",
        "__spi_register_driver", "__serdev_device_driver_register", "mdio_driver_register",
        "usb_register_driver"}) {
    CAPTURE(registration);
    CHECK(unexported(abi, registration, trees) == lost);
  }
  CHECK(unexported(abi, "kmem_cache_create", trees).empty());
  CHECK(unexported(abi, "__platform_driver_register", table_of({acpi(abi, "ACME0007")})) ==
        strings{"forgotten-table " + unused("acpi", "1 entry", why + "(acpi*:ACME0007:*)")});
  CHECK(unexported(abi, "__platform_driver_register", table_of({named(abi, "dac7", 20)})) ==
        strings{"forgotten-table " + unused("platform", "1 entry", why + "(platform:dac7)")});
}

// ipmi_ssif of 6.1 has a platform table whose alias was written by hand, and is a driver of i2c
// too.
TEST_CASE("rules: a table that may be another bus's is not judged where that one lacks nothing",
          "[rules]") {
  const Abi abi = GENERATE(lp64_le, lp64_be);
  CAPTURE(abi);
  const std::string twins = table_of({named(abi, "ACME0007", 20), named(abi, "ACME0008", 20)});
  const auto find = [&](const strings& aliases, const std::string& table) {
    return unexported(abi, "__platform_driver_register", twins, aliases, table);
  };
  const strings both{"platform:ACME0007", "platform:ACME0008"};
  CHECK(find(both, "ids").empty());
  CHECK(find({"acpi*:ACME0007:*", "acpi*:ACME0008:*"}, "ids").empty());
  CHECK(find({"platform:ACME0007"}, "ids").size() == 1);
  CHECK(find({"platform:ACME0007", "acpi*:ACME0008:*"}, "ids").size() == 1);
  // The table's name tells which bus is meant.
  const strings lost = find(both, "acme_acpi_ids");
  REQUIRE(lost.size() == 1);
  CHECK(lost.front().find("this acpi table of 2 entries") != std::string::npos);
  CHECK(find(both, "acme_platform_ids").empty());
}

TEST_CASE("rules: a device of the tree behind spi is known by its name", "[rules]") {
  const std::string tree = table_of({of(lp64_le, "acme,dac7")});
  CHECK(unexported(lp64_le, "__spi_register_driver", tree, {"spi:dac7"}).empty());
  CHECK(unexported(lp64_le, "__spi_register_driver", tree, {"spi:dac8"}).size() == 1);
  CHECK(unexported(lp64_le, "i2c_register_driver", tree, {"i2c:dac7"}) ==
        strings{"unexported-table " +
                unused("of", "1 entry", "its devices do not load the module (of:N*T*Cacme,dac7)")});
}

TEST_CASE("rules: a wmi alias keeps its letters up to 7.1, and devices report capitals",
          "[rules]") {
  const Abi abi = GENERATE(lp64_le, ilp32_be);
  CAPTURE(abi);
  const auto find = [&](const std::string& release) {
    const std::string lower = "1bf0e9f2-2b1c-4d3a-9c77-0a1b2c3d4e5f";
    const TestTable table{
        .symbol = symbol_of(Spelling::type_table, "wmi"),
        .bytes =
            table_of({named(abi, lower, 37), named(abi, "2BF0E9F2-2B1C-4D3A-9C77-0A1B2C3D4E5f", 37),
                      named(abi, "3BF0E9F2-2B1C-4D3A-9C77-0A1B2C3D4E5F", 37)})};
    const std::string by_hand = "alias=wmi:4bf0e9f2-2b1c-4d3a-9c77-0a1b2c3d4e5f";
    return findings_of("impossible-alias",
                       linked_module(abi, {table}, {by_hand}, "lower", release));
  };
  const strings by_hand{
      ".modinfo: no wmi device can match: wmi:4bf0e9f2-2b1c-4d3a-9c77-0a1b2c3d4e5f"};
  strings all{
      "ids[0]: no wmi device can match: "
      "wmi:1bf0e9f2-2b1c-4d3a-9c77-0a1b2c3d4e5f",
      "ids[1]: no wmi device can match: "
      "wmi:2BF0E9F2-2B1C-4D3A-9C77-0A1B2C3D4E5f"};
  all.insert(all.end(), by_hand.begin(), by_hand.end());
  CHECK(find("6.1.9") == all);
  CHECK(find("7.1.2") == all);
  CHECK(find("7.2.1") == by_hand);
}

TEST_CASE("rules: a table under another bus's name", "[rules]") {
  const auto usb = [](std::uint64_t product) {
    EntryBytes bytes = entry(lp64_le).u16(3).u16(0x1209).u16(product).u16(0).u16(0);
    for (int i = 0; i < 7; ++i) bytes.u8(0);
    return bytes.word(0);
  };
  const auto find = [](const std::string& type, const std::vector<EntryBytes>& entries) {
    const TestTable table{.symbol = symbol_of(Spelling::type_table, type),
                          .bytes = table_of(entries)};
    return findings_of("foreign-table", linked_module(lp64_le, {table}));
  };
  const auto said = [](const std::string& type, const std::string& right) {
    return strings{"ids: makes sense as a table of type " + right + ", but not of type " + type};
  };
  CHECK(find("pci", {usb(1), usb(2), usb(3), usb(4)}) == said("pci", "usb"));
  // One entry is no multiple of the other bus's.
  CHECK(find("i2c", {of(lp64_le, "acme,mcu")}) == said("i2c", "of"));
  // Five structs of a name of 32 characters and a number are one of 200 bytes without a terminator.
  const strings spi = find("of", {named(lp64_le, "adc1", 32), named(lp64_le, "adc2", 32),
                                  named(lp64_le, "adc3", 32), named(lp64_le, "adc4", 32)});
  REQUIRE(spi.size() == 1);
  CHECK(contains(spi.front(), " or spi, but not of type of"));
  // What is said by driver data alone may be of any bus.
  CHECK(find("i2c", {of(lp64_le, "", 1)}).empty());
}

TEST_CASE("rules: empty entries in a table of another bus are no repeats", "[rules]") {
  const TestTable table{.symbol = symbol_of(Spelling::type_table, "i2c"),
                        .bytes = table_of({of(lp64_le, "acme,mcu"), of(lp64_le, "acme,mcu-v2"),
                                           of(lp64_le, "acme,mcu-v3")})};
  const std::string elf = linked_module(lp64_le, {table});
  CHECK(findings_of("early-terminator", elf).size() == 1);
  CHECK(findings_of("foreign-table", elf).size() == 1);
  CHECK(findings_of("repeated-entry", elf).empty());
  CHECK(findings_of("shadowed-entry", elf).empty());
}

namespace {

// What is found, without what the order of the entries decides: which of two entries comes first,
// and their indexes.
std::vector<FindingIdentity> without_order(const std::string& elf) {
  std::vector<FindingIdentity> all;
  for (const Finding& finding : findings_in(elf, &fixture_kernel()))
    if (finding.rule->id.find("shadowed") == std::string_view::npos)
      all.push_back(identity_of(finding));
  std::sort(all.begin(), all.end());
  return all;
}

struct Shuffled {
  std::mt19937 random;
  std::vector<Pci> pci{};
  strings names{};
  strings aliases{};

  explicit Shuffled(unsigned seed) : random(seed) {
    const std::uint32_t vendors[] = {0x8086, 0xdead, 0x1ed5};
    for (int i = 0; i < 8; ++i)
      pci.push_back({vendors[random() % 3], random() % 3 == 0 ? 0x10d3 : random() % 4});
    pci.push_back({.class_id = 0x010802, .class_mask = 0xffffff});
    pci.push_back({.vendor = 0x1ed5, .device = 9, .override_only = 2});
    if (random() % 2 == 0) pci.push_back({});
    for (int i = 0; i < 5; ++i) names.push_back("dac" + std::to_string(random() % 4));
    aliases = {"alias=pci:v0000deadd*",
               "alias=wmi:67c3371d-95a3-4c37-bb61-dd47b491daab",
               "alias=pci:v00008086d000010D3sv*sd*bc*sc*i*",
               "alias=pci:v*d*sv*sd*bc01sc08i02*",
               "alias=i2c:dac1",
               "alias=acme-net"};
  }

  void shuffle() {
    std::shuffle(pci.begin(), pci.end(), random);
    std::shuffle(names.begin(), names.end(), random);
    std::shuffle(aliases.begin(), aliases.end(), random);
  }

  std::string elf() {
    std::vector<EntryBytes> i2c;
    for (const std::string& name : names) i2c.push_back(named(lp64_le, name, 20));
    std::vector<TestTable> tables{
        pci_table(lp64_le, pci),
        {.symbol = symbol_of(Spelling::type_table, "i2c"), .bytes = table_of(i2c)}};
    if (random() % 2 == 0) std::swap(tables[0], tables[1]);
    return linked_module(lp64_le, tables, aliases, "shuffled");
  }
};

}  // namespace

TEST_CASE("rules: the order of entries, tables and aliases changes nothing", "[rules]") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    Shuffled module(seed);
    const auto found = without_order(module.elf());
    CHECK(found.size() > 5);
    for (int turn = 0; turn < 3; ++turn) {
      module.shuffle();
      CHECK(without_order(module.elf()) == found);
    }
  }
}

TEST_CASE("rules: an entry that is inserted changes no other finding's identity", "[rules]") {
  const std::vector<Pci> entries{{0xdead, 1},
                                 {.vendor = 0x8086, .data = 1},
                                 {.vendor = 0x8086, .device = 7, .data = 2},
                                 {.vendor = 0x1ed5, .device = 9, .override_only = 2}};
  const auto find = [](const std::vector<Pci>& all) {
    std::vector<FindingIdentity> found;
    for (const Finding& finding : findings_in(linked_module(lp64_le, {pci_table(lp64_le, all)})))
      found.push_back(identity_of(finding));
    return found;
  };
  const auto before = find(entries);
  CHECK(before.size() == 3);
  for (std::size_t at = 0; at <= entries.size(); ++at) {
    std::vector<Pci> more = entries;
    more.insert(more.begin() + static_cast<std::ptrdiff_t>(at), Pci{0x1af4, 0x1000});
    CHECK(find(more) == before);
  }
}

TEST_CASE("rules: of ten thousand findings of a rule the number of the others is told",
          "[rules][limits]") {
  std::vector<Pci> entries;
  for (std::uint32_t i = 0; i < 10'003; ++i) entries.push_back({0x1209, i});
  const strings found = findings_of(
      "missing-alias",
      module_of(lp64_le, {pci_table(lp64_le, entries)}, {"name=test", "vermagic=6.12.48 SMP "}));
  REQUIRE(found.size() == Findings::most_of_a_rule + 1);
  CHECK(found.back() == ": the same 3 times more in this module");
}

}  // namespace ko2alias::test
