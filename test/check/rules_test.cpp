// The rules of `check`: each finds one thing in one module and nothing in another, both from
// rules_fixtures.cpp, and each has a section in docs/rules.md.
#include <algorithm>
#include <map>
#include <sstream>

#include "check/formats.h"
#include "check/rules.h"
#include "check/rules_fixtures.h"
#include "check/rules_kit.h"
#include "kit/driver_module.h"
#include "kit/elf_patch.h"

namespace ko2alias::test {
namespace {

struct Section {
  std::string severity{};
  std::string text{};
};

// The sections of docs/rules.md that are about rules.
std::map<std::string, Section> documented_rules() {
  std::map<std::string, Section> sections;
  std::istringstream page(read_file(source_path("docs/rules.md")));
  std::string rule;
  for (std::string line; std::getline(page, line);) {
    constexpr std::string_view heading = "## ";
    constexpr std::string_view severity = "Severity: ";
    if (line.starts_with(heading)) {
      rule = line.substr(heading.size());
      // Ids have no capitals; other headings begin with one.
      if (rule.empty() || (rule.front() >= 'A' && rule.front() <= 'Z')) rule.clear();
      if (!rule.empty()) sections[rule] = {};
    } else if (!rule.empty()) {
      if (line.starts_with(severity)) sections[rule].severity = line.substr(severity.size());
      sections[rule].text += line + "\n";
    }
  }
  return sections;
}

std::string driver_data_module(const Abi& abi, const std::vector<Pci>& entries,
                               const std::vector<DataPointer>& data) {
  return elf_of({.abi = abi,
                 .has_addends = abi.word_size == 8,
                 .ids = pci_ids(abi, entries),
                 .pointers = data,
                 .mark = symbol_of(Spelling::type_table, "pci"),
                 .modinfo = {"name=test", "vermagic=6.12.48 SMP "}});
}

// The offset of an entry's driver_data in its table.
std::uint64_t data_offset(const Abi& abi, std::uint64_t index) {
  return index * (abi.word_size == 8 ? 40 : 32) + 24;
}

std::string shadowed(std::string_view earlier, std::string_view later) {
  return "ids[1]: never used: entry 0 matches all its devices "
         "(pci:v00008086d00000001sv*sd*bc*sc*i*) and gives the driver " +
         std::string(earlier) + " instead of " + std::string(later);
}

strings names_findings(const std::string& type, std::string_view rule, const strings& names) {
  const Abi abi = lp64_le;
  std::vector<EntryBytes> entries;
  const std::size_t size = type == "spi" ? 32 : 20;
  for (const std::string& name : names)
    entries.push_back(entry(abi).chars(name, size).word(entries.size()));
  const TestTable table{.symbol = symbol_of(Spelling::type_table, type),
                        .bytes = table_of(entries)};
  return findings_of(rule, linked_module(abi, {table}));
}

}  // namespace

TEST_CASE("rules: each finds one thing, and nothing just beside it", "[rules]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  for (const RuleFixture& fixture : rule_fixtures()) {
    const Rule* const rule = find_rule(fixture.rule);
    CAPTURE(abi, fixture.rule);
    REQUIRE(rule != nullptr);
    const Kernel* const kernel = rule->check_in != nullptr ? &fixture_kernel() : nullptr;
    const strings found = findings_of(rule->id, fixture.guilty(abi), kernel);
    CHECK(found.size() == 1);
    if (abi == lp64_le) CHECK(found == strings{std::string(fixture.finding)});
    CHECK(findings_of(rule->id, fixture.innocent(abi), kernel) == strings{});
    // A rule about modules in a kernel says nothing without one.
    if (kernel != nullptr) CHECK(findings_of(rule->id, fixture.guilty(abi)) == strings{});
  }
}

TEST_CASE("rules: every rule has a fixture", "[rules]") {
  std::map<std::string_view, int> fixtures;
  for (const RuleFixture& fixture : rule_fixtures()) ++fixtures[fixture.rule];
  for (const Rule& rule : rules()) {
    CAPTURE(rule.id);
    // Those of other things are in modprobe_rules_test.cpp and metadata_rules_test.cpp.
    const bool is_of_module = rule.check_config == nullptr && rule.check_record == nullptr;
    CHECK(fixtures[rule.id] == (is_of_module ? 1 : 0));
  }
  CHECK(fixtures.size() == rules().size());
}

TEST_CASE("rules: docs/rules.md has a section for each, with its severity and an example",
          "[rules]") {
  auto documented = documented_rules();
  for (const Rule& rule : rules()) {
    CAPTURE(rule.id);
    const auto section = documented.find(std::string(rule.id));
    REQUIRE(section != documented.end());
    CHECK(section->second.severity == name_of(rule.severity));
    CHECK(contains(section->second.text, ": " + title_of(rule) + ": "));
    documented.erase(section);
  }
  for (const auto& [rule, severity] : documented)
    FAIL_CHECK("docs/rules.md has a section for the unknown rule " << rule);
}

TEST_CASE("rules: ids are found, and unknown ones are not", "[rules]") {
  REQUIRE(find_rule("stripped") != nullptr);
  CHECK(find_rule("stripped")->id == "stripped");
  CHECK(find_rule("") == nullptr);
  CHECK(find_rule("no-such-rule") == nullptr);
}

TEST_CASE("rules: driver data that are pointers", "[rules]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CAPTURE(abi);
  const std::vector<Pci> ids{{0x8086, 1}, {0x8086, 1}};
  const auto offset = [&](std::uint64_t index) { return data_offset(abi, index); };
  const auto find = [&](std::string_view rule, const std::vector<DataPointer>& data) {
    return findings_of(rule, driver_data_module(abi, ids, data));
  };
  const std::vector<DataPointer> other{{offset(0), 0}, {offset(1), 8}};
  CHECK(find("shadowed-entry", other) == strings{shadowed("board_info", "board_info+0x8")});
  CHECK(find("repeated-entry", other).empty());
  const std::vector<DataPointer> same{{offset(0), 16}, {offset(1), 16}};
  CHECK(find("shadowed-entry", same).empty());
  CHECK(find("repeated-entry", same).size() == 1);
  const std::vector<DataPointer> one{{offset(1), 0}};
  CHECK(find("shadowed-entry", one) == strings{shadowed("0x0", "board_info")});
}

// `strip --strip-unneeded` takes the objects' names, and leaves the table's symbol.
TEST_CASE("rules: driver data are told apart without names, and said to be unknown", "[rules]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CAPTURE(abi);
  const auto offset = [&](std::uint64_t index) { return data_offset(abi, index); };
  const auto module_with = [&](const std::vector<DataPointer>& data) {
    return elf_of({.abi = abi,
                   .has_addends = abi.word_size == 8,
                   .ids = pci_ids(abi, {{0x8086, 1}, {0x8086, 1}}),
                   .pointers = data,
                   .mark = symbol_of(Spelling::type_table, "pci"),
                   .modinfo = {"name=test", "vermagic=6.12.48 SMP "},
                   .is_stripped = true});
  };
  const std::string other = module_with({{offset(0), 0}, {offset(1), 8}});
  const std::string board = abi.word_size == 8 ? ".rodata+0x78" : ".rodata+0x60";
  const std::string behind = abi.word_size == 8 ? ".rodata+0x80" : ".rodata+0x68";
  CHECK(findings_of("shadowed-entry", other) == strings{shadowed(board, behind)});
  CHECK(findings_of("repeated-entry", other).empty());
  const std::string same = module_with({{offset(0), 8}, {offset(1), 8}});
  CHECK(findings_of("shadowed-entry", same).empty());
  CHECK(findings_of("repeated-entry", same).size() == 1);

  ElfPatch damaged(same);
  const std::uint32_t relocations = abi.word_size == 8 ? 4 : 9;
  damaged.set(damaged.find_section_of_type(relocations), SectionField::offset, 0x7fffffff);
  CHECK(findings_of("shadowed-entry", damaged.bytes()).empty());
  CHECK(findings_of("repeated-entry", damaged.bytes()) ==
        strings{"ids[1]: the same devices as entry 0: "
                "pci:v00008086d00000001sv*sd*bc*sc*i*; whether with the same driver data is not "
                "known"});
}

TEST_CASE("rules: an entry is shadowed by the first that matches all its devices", "[rules]") {
  const strings found = findings_of(
      "shadowed-entry",
      linked_module(lp64_le, {pci_table(lp64_le, {{.vendor = 0x8086, .device = 7, .data = 1},
                                                  {.vendor = 0x8086, .data = 2},
                                                  {.data = 3},
                                                  {.vendor = 0x8086, .device = 9, .data = 4}})}));
  REQUIRE(found.size() == 1);
  CHECK(contains(found.front(), "ids[3]: never used: entry 1 matches all its devices"));
}

TEST_CASE("rules: an override entry is not shadowed by a normal one", "[rules]") {
  const std::string elf = linked_module(
      lp64_le,
      {pci_table(lp64_le, {{.vendor = 0x8086, .device = 1, .data = 1},
                           {.vendor = 0x8086, .device = 1, .data = 2, .override_only = 1}})});
  CHECK(findings_of("shadowed-entry", elf).empty());
  CHECK(findings_of("repeated-entry", elf).empty());
}

TEST_CASE("rules: where the best match counts, the order does not", "[rules]") {
  CHECK(names_findings("i2c", "shadowed-entry", {"dac1", "dac1"}).size() == 1);
  const TestTable table{
      .symbol = symbol_of(Spelling::type_table, "of"),
      .bytes = table_of({of(lp64_le, "acme,dac1", 1), of(lp64_le, "acme,dac1", 2)})};
  CHECK(findings_of("shadowed-entry", linked_module(lp64_le, {table})).empty());
}

// kmod takes `-` and `_` for the same, drivers do not: tpm_tis_spi has both names in its table for
// that.
TEST_CASE("rules: names that only kmod takes for the same are not repeated", "[rules]") {
  const std::string type = GENERATE("i2c", "spi", "platform");
  CAPTURE(type);
  CHECK(names_findings(type, "shadowed-entry", {"acme_dac-1", "acme_dac_1"}).empty());
}

TEST_CASE("rules: an early terminator and a double one", "[rules]") {
  const auto find = [](const std::vector<Pci>& entries) {
    return findings_of("early-terminator", linked_module(lp64_le, {pci_table(lp64_le, entries)}));
  };
  const Pci empty{0, 0};
  CHECK(find({{0x8086, 1}, empty, empty}).empty());
  CHECK(find({empty}).empty());
  // The first one is what counts.
  const strings found = find({{0x8086, 1}, empty, {0x8086, 2}, empty, {0x8086, 3}});
  REQUIRE(found.size() == 1);
  CHECK(contains(found.front(),
                 "ids[1]: an empty entry ends the table for the kernel: the 3 behind it"));
  CHECK(find({{0x8086, 1}, empty, {0x8086, 2}}).front() ==
        "ids[1]: an empty entry ends the table for the kernel: the one behind it never binds, "
        "though it has aliases");
}

TEST_CASE("rules: what looks like a forgotten table and is none", "[rules]") {
  const Abi abi = GENERATE(lp64_le, ilp32_be);
  DriverModule module{.abi = abi,
                      .has_addends = abi.word_size == 8,
                      .ids = pci_ids(abi, {{0x8086, 1}}),
                      .modinfo = {"name=test", "vermagic=6.12.48 SMP "}};
  const auto found = [&] { return findings_of("forgotten-table", elf_of(module)); };
  CHECK(found().size() == 1);
  SECTION("without a driver of the bus") { module.registration.clear(); }
  SECTION("with a driver of another bus") { module.registration = "usb_register_driver"; }
  SECTION("for any device") { module.ids = pci_ids(abi, {{}}); }
  SECTION("with an alias by hand") {
    module.modinfo.emplace_back("alias=pci:v00008086d*sv*sd*bc*sc*i*");
  }
  SECTION("with an alias by hand for each entry") {
    module.ids = pci_ids(abi, {{0x8086, 1}, {0x8086, 2}});
    module.modinfo.emplace_back("alias=pci:v00008086d00000001sv*sd*bc*sc*i*");
    module.modinfo.emplace_back("alias=pci:v00008086d00000002sv*sd*bc*sc*i*");
  }
  SECTION("with nothing but the terminator") { module.ids = std::string(40, '\0'); }
  SECTION("with bytes that are no entries") {
    module.ids = std::string(abi.word_size == 8 ? 80 : 64, '\x5a');
  }
  CHECK(found().empty());
}

TEST_CASE("rules: an alias that a table makes is no stray one when repeated", "[rules]") {
  const std::string elf = linked_module(lp64_le, {pci_table(lp64_le, {{0x8086, 1}})},
                                        {"alias=pci:v00008086d00000001sv*sd*bc*sc*i*"});
  CHECK(findings_of("repeated-alias", elf).size() == 1);
  CHECK(findings_of("stray-alias", elf).empty());
}

TEST_CASE("rules: an object on its way to a module lacks no alias", "[rules]") {
  const std::string object = module_of(lp64_le, {pci_table(lp64_le, {{0x8086, 1}})});
  CHECK(findings_of("missing-alias", object).empty());
}

TEST_CASE("rules: aliases by hand that a device can have", "[rules]") {
  const auto find = [](std::string_view rule, const std::string& alias) {
    return findings_of(rule, linked_module(lp64_le, {}, {"alias=" + alias})).size();
  };
  struct Row {
    std::string alias;
    std::size_t is_impossible;
    std::size_t is_macro;
  };
  const Row rows[] = {
      {"pci:v00008086d*", 0, 0},
      {"pci:v8086d10D3*", 1, 0},
      {"pci:hns-nic", 1, 0},
      {"usb:v0BDAp8153d*dc*dsc*dp*ic*isc*ip*in*", 0, 0},
      {"usb:v0bdap8153d*dc*dsc*dp*ic*isc*ip*in*", 1, 0},
      {"usb:v0BDAp815[0-9]d*", 0, 0},
      {"hid:b0003g*v00001ED5p*", 0, 0},
      {"vfio_pci:v00008086d*sv*sd*bc*sc*i*", 0, 0},
      {"vfio_pci:v00008086d000010d3sv*sd*bc*sc*i*", 1, 0},
      {"wmi:67C3371D-95A3-4C37-BB61-DD47B491DAAB", 0, 0},
      {"wmi:67c3371d-95a3-4c37-bb61-dd47b491daab", 1, 0},
      {"wmi:67C3371D95A34C37BB61DD47B491DAAB", 1, 0},
      {"vmbus:67c3371d95a34c37bb61dd47b491daab", 0, 0},
      {"vmbus:67c3371d-95a3-4c37-bb61-dd47b491daab", 1, 0},
      {"mdio:0000000000100010000101010001????", 0, 0},
      {"mdio:00221513", 1, 0},
      {"acpi*:ACME0007:*", 0, 0},
      {"unknown:anything", 0, 0},
      {"fs-ext4", 0, 0},
      {"platform:ACME_LCD", 0, 0},
      {"char-major-250-*", 0, 0},
      {"nd:tND_DEVICE_BTT*", 0, 1},
      {"pci:v0000PCI_VENDOR_ID_ACMEd*", 0, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.alias);
    CHECK(find("impossible-alias", row.alias) == row.is_impossible);
    CHECK(find("unexpanded-macro", row.alias) == row.is_macro);
  }
}

}  // namespace ko2alias::test
