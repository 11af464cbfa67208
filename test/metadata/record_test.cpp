#include "metadata/record.h"

#include <fmt/core.h>

#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/packing.h"
#include "kit/temporary_folder.h"

namespace ko2alias::test {
namespace {

// Each pattern as `line: module package pattern`, each fault as `line: ! text: message`.
strings lines_of(const PackageRecord& record) {
  strings lines;
  for (const RecordedPattern& one : record.patterns)
    lines.push_back(fmt::format("{}: {} {} {}", one.line, one.module, one.package, one.pattern));
  for (const RecordFault& fault : record.faults)
    lines.push_back(fmt::format("{}: ! {}: {}", fault.line, fault.text, fault.message));
  return lines;
}

std::vector<PackageRecord> read(const std::string& name, std::string_view text) {
  auto records = parse_records(name, text);
  REQUIRE(records);
  return *records;
}

PackageRecord read_one(const std::string& name, std::string_view text) {
  auto records = read(name, text);
  REQUIRE(records.size() == 1);
  return records.front();
}

}  // namespace

TEST_CASE("record: substvars, of which the last line counts", "[metadata]") {
  const PackageRecord record =
      read_one("a.substvars",
               "misc:Depends=\nmodaliases=old(x)\nmodaliases?=a(x:1, x:${}{b}), c(y:${z}2)\n");
  CHECK(record.kind == RecordKind::substvars);
  CHECK(lines_of(record) == strings{"3: a  x:1", "3: a  x:${b}", "3: c  y:2"});
}

TEST_CASE("record: debian/PACKAGE.modaliases", "[metadata]") {
  const PackageRecord record =
      read_one("a.modaliases", "# ours\nalias x:1* acme-nic\nalias x:(2) a\nalias y\n b\n");
  CHECK(record.kind == RecordKind::modaliases);
  const strings lines = lines_of(record);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == "2: acme-nic  x:1*");
  CHECK(contains(lines[1], "3: ! alias x:(2) a: ubuntu-drivers fails on a bracket"));
  CHECK(contains(lines[2], "4: ! alias y: dh_modaliases takes two words"));
  CHECK(contains(lines[3], "5: !  b: dh_modaliases passes over a line"));
}

TEST_CASE("record: stanzas of packages, and isenkram's", "[metadata]") {
  const auto records = read("Packages",
                            "Package: a\nVersion: 1\nModaliases: m(x:1,\n x:2)\n\nPackage: b\n\n"
                            "Package: c\nModaliases: n(y:1)\n");
  REQUIRE(records.size() == 2);
  CHECK(records[0].kind == RecordKind::debian_field);
  CHECK(records[0].packages == strings{"a"});
  CHECK(lines_of(records[0]) == strings{"3: m  x:1", "3: m  x:2"});
  CHECK(records[1].kind == RecordKind::isenkram);
  CHECK(records[1].packages == strings{"c"});
}

TEST_CASE("record: what ubuntu-drivers loses is a fault", "[metadata]") {
  CHECK(contains(lines_of(read_one("s", "modaliases=a(x:1), b(x:(2)), c(x:3)\n")).back(),
                 "b(x:(2: ubuntu-drivers fails on a bracket"));
  CHECK(contains(lines_of(read_one("s", "modaliases=a(x:\xc3)\n")).back(),
                 "passes over the whole package"));
}

TEST_CASE("record: metainfo, with a fault for what ends isenkram-lookup", "[metadata]") {
  const PackageRecord record =
      read_one("a.xml",
               "<component>\n<provides>\n<modalias>x:&lt;1</modalias>\n<modalias>y(</modalias>\n"
               "</provides></component>");
  CHECK(record.kind == RecordKind::metainfo);
  const strings lines = lines_of(record);
  CHECK(lines.front() == "3:   x:<1");
  CHECK(contains(lines.back(), "4: ! y(: isenkram-lookup fails"));
}

TEST_CASE("record: lines of a spec file, and of generators", "[metadata]") {
  const auto records = read("a.spec",
                            "Name: a\nSupplements: modalias(kernel-default:of:N*Ca%%2Cb), "
                            "modalias(acpi*:A:*)\nProvides: modalias(x:1) = 2\n"
                            "modalias(kernel-rt:x:%5B0%2D4%5D)\nmodalias(y)\n");
  REQUIRE(records.size() == 2);
  CHECK(records[0].kind == RecordKind::supplements);
  CHECK(lines_of(records[0]) ==
        strings{"2:  kernel-default of:N*Ca,b", "2:  acpi* A:*", "4:  kernel-rt x:[0-4]"});
  CHECK(records[1].kind == RecordKind::provides);
  CHECK(lines_of(records[1]) == strings{"3:   x:1", "5:   y"});
}

TEST_CASE("record: a text without a record is a problem", "[metadata]") {
  const auto records = parse_records("x", "hello\n");
  REQUIRE_FALSE(records);
  CHECK(records.problem().message == "no record of modaliases in it");
}

TEST_CASE("record: more patterns than any system has are not read", "[metadata]") {
  constexpr std::size_t many = 250'001;
  const auto repeated = [&](std::string_view one) {
    std::string text;
    for (std::size_t i = 0; i < many; ++i) text += one;
    return text;
  };
  const PackageRecord field = read_one("a.substvars", "modaliases=m(" + repeated("x, ") + ")\n");
  CHECK(field.patterns.empty());
  CHECK(contains(field.faults.front().message, "more than 250,000 patterns"));
  for (const std::string& text : {repeated("alias x:1 m\n"), repeated("modalias(x:1)\n"),
                                  "<component>" + repeated("<modalias>x</modalias>"),
                                  repeated("Package: a\nModaliases: m(x, y)\n\n")})
    CHECK(parse_records("a", text).problem().message.starts_with("more than 250,000 patterns"));
}

}  // namespace ko2alias::test
