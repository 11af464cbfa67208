// The order in which findings are told.
#include "check/finding_order.h"

#include <algorithm>

#include "check/formats.h"
#include "check/modprobe_rules.h"
#include "check/rules.h"
#include "check/rules_kit.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

strings places_of(const std::vector<Finding>& findings) {
  strings places;
  for (const Finding& finding : findings)
    places.push_back(std::string(finding.rule->id) + " " + place_text(finding));
  return places;
}

}  // namespace

TEST_CASE("finding order: as the module's tables and their entries stand", "[check]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  TestTable second = pci_table(abi, {{0xdead, 1}, {0x8086, 1}, {0x8086, 1}, {}});
  second.symbol = symbol_of(Spelling::type_table, "pci", "b_ids");
  TestTable first = pci_table(abi, {{0x8086, 2}, {0x8086, 2}});
  first.symbol = symbol_of(Spelling::type_table, "pci", "z_ids");
  TestTable broken = pci_table(abi, {{1, 2}});
  broken.symbol = symbol_of(Spelling::type_table, "pci", "a_ids");
  broken.bytes.pop_back();
  const std::string elf =
      linked_module(abi, {first, broken, second}, {"alias=pci:x"}, "nvme", "7.2.1");
  CHECK(places_of(findings_in(elf, &fixture_kernel())) ==
        strings{"repeated-entry z_ids[1]", "table-size a_ids", "placeholder-id b_ids[0]",
                "repeated-entry b_ids[2]", "catch-all b_ids[3]", "catch-all-over b_ids[3]",
                "stray-alias .modinfo", "impossible-alias .modinfo", "wrong-kernel .modinfo",
                "name-clash "});
}

TEST_CASE("finding order: a table as a whole stands before its entries, and lines in their order",
          "[check]") {
  const auto finding = [](std::string_view rule, FindingPlace place) {
    return Finding{.rule = find_rule(rule), .module = "acme", .place = std::move(place)};
  };
  std::vector<Finding> findings = {
      finding("stripped", {}),
      finding("catch-all", {.line = 12}),
      finding("catch-all", {.table = "b", .entry = 10}),
      finding("class-wide", {.table = "a", .entry = 9}),
      finding("class-wide", {.table = "b", .entry = 9}),
      finding("class-wide", {.line = 2}),
      finding("missing-alias", {.table = "b"}),
  };
  order_findings(findings, nullptr);
  CHECK(places_of(findings) == strings{"missing-alias b", "class-wide b[9]", "catch-all b[10]",
                                       "class-wide a[9]", "class-wide line 2", "catch-all line 12",
                                       "stripped "});
}

TEST_CASE("finding order: modprobe's configuration by files and lines", "[check][modprobe]") {
  ModprobeConfig config;
  config.add_file("z.conf", "softdep acme pre: a\ninstall acme /bin/true\nalias pci:[0 acme\n");
  config.add_file("a.conf", "alias pci:[0 acme\nblacklist acme\r\n");
  config.add_unread_file("b.bak");
  strings places;
  for (const Finding& finding : check_config({&config, nullptr}))
    places.push_back(finding.path + ":" + std::to_string(finding.place.line));
  CHECK(places == strings{"z.conf:2", "z.conf:3", "a.conf:1", "a.conf:2", "b.bak:0"});
}

}  // namespace ko2alias::test
