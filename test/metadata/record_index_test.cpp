// Devices looked up in records as their readers do it: what splits, what is folded, what is lost.
#include "metadata/record_index.h"

#include "kit/catch.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// The patterns found, `?` before those that only may match.
strings found(const std::string& name, std::string_view text, std::string_view modalias) {
  const auto records = parse_records(name, text);
  REQUIRE(records);
  const RecordIndex index(*records);
  strings patterns;
  for (const RecordMatch& match : index.find(modalias))
    patterns.push_back((match.is_certain ? "" : "?") + match.pattern->pattern);
  return patterns;
}

strings in_field(const std::string& list, std::string_view modalias) {
  return found("Packages", "Package: a\nVersion: 1\nModaliases: " + list + "\n", modalias);
}

strings in_list(const std::string& list, std::string_view modalias) {
  return found("modaliases", "Package: a\nModaliases: " + list + "\n", modalias);
}

std::string component(const std::string& pattern) {
  return "<component><id>x</id><provides><modalias>" + pattern +
         "</modalias></provides></component>\n";
}

strings in_metainfo(const std::string& pattern, std::string_view modalias) {
  return found("a.xml", component(pattern), modalias);
}

}  // namespace

TEST_CASE("record index: ubuntu-drivers looks up by the bus, in either case", "[metadata]") {
  CHECK(in_field("m(acpi:ACME0001:*)", "acpi:acme0001:") == strings{"acpi:ACME0001:*"});
  CHECK(in_field("m(acpi*:ACME0001:*)", "acpi:ACME0001:") == strings{});
  // Upper and lower case are not the same in what comes before the colon.
  CHECK(in_field("m(ACPI:ACME0001:*)", "acpi:ACME0001:") == strings{});
  CHECK(in_field("m(of:N*T*Cacme,foo)", "of:NaTbCacme,foo") == strings{});
  CHECK(in_field("m(of:N*T*Cacme?foo)", "of:NaTbCacme,foo") == strings{"of:N*T*Cacme?foo"});
  CHECK(in_field("m(x:[!0-9], x:[^0-9])", "x:a") == strings{"x:[!0-9]"});
  CHECK(in_field("m(x:[^0-9])", "x:^") == strings{"x:[^0-9]"});
  CHECK(in_field(R"(m(x:\*))", R"(x:\a)") == strings{R"(x:\*)"});
}

TEST_CASE("record index: ubuntu-drivers loses what stands behind a bracket", "[metadata]") {
  CHECK(in_field("m(x:1), n(x:(2)), o(x:3)", "x:1") == strings{"x:1"});
  CHECK(in_field("m(x:1), n(x:(2)), o(x:3)", "x:3") == strings{});
}

TEST_CASE("record index: isenkram minds the case, and takes any bus", "[metadata]") {
  CHECK(in_list("m(acpi*:ACME0001:*)", "acpi:ACME0001:") == strings{"acpi*:ACME0001:*"});
  CHECK(in_list("m(acpi*:ACME0001:*)", "acpi:acme0001:") == strings{});
  CHECK(in_metainfo("a:b*", "a:bc") == strings{"a:b*"});
  // An alias with a comma is two.
  CHECK(in_metainfo("of:N*T*Cacme,foo*", "of:NaTbCacme,foo") == strings{});
  CHECK(in_metainfo("of:N*T*Cacme,foo*", "foo1") == strings{"of:N*T*Cacme,foo*"});
}

TEST_CASE("record index: isenkram has no answer behind what it fails on", "[metadata]") {
  const std::string list =
      "Package: a\nModaliases: m(x:1)\n\nPackage: b\nModaliases: m(x:(1))\n\n"
      "Package: c\nModaliases: m(x:*)\n";
  CHECK(found("modaliases", list, "x:1") == strings{"x:1"});
  // It leaves a stanza at the first match, and goes on behind it.
  const std::string matched_before =
      "Package: a\nModaliases: m(x:1), n(x:(2))\n\nPackage: b\nModaliases: m(x:*)\n";
  CHECK(found("modaliases", matched_before, "x:1") == strings{"x:1", "x:*"});
  CHECK(found("modaliases", matched_before, "x:3") == strings{});
  CHECK(found("a.xml", component("x:1") + component("x:(2)"), "x:1") == strings{});
}

TEST_CASE("record index: zypper decodes, and takes what it decoded for a pattern", "[metadata]") {
  const std::string spec =
      "modalias(kernel-default:pci:v00001ED5d0000010%5B02%5Dsv%2Asd*bc*sc*i*)\n"
      "modalias(kernel-default:i8k)\n"
      "modalias(cpu:type:x86%2Cven*)\n";
  CHECK(found("a.spec", "Supplements: x\n" + spec, "pci:v00001ED5d00000102sv0sd0bc0sc0i0") ==
        strings{"pci:v00001ED5d0000010[02]sv*sd*bc*sc*i*"});
  CHECK(found("a.spec", "Supplements: x\n" + spec, "i8k") == strings{});
}

TEST_CASE("record index: a device that is known in part", "[metadata]") {
  const std::string device = "pci:v00001ED5d00000100sv*sd*bc02sc00i*";
  CHECK(in_field("m(pci:v00001ED5d00000100sv*sd*bc*sc*i*)", device) ==
        strings{"pci:v00001ED5d00000100sv*sd*bc*sc*i*"});
  CHECK(in_field("m(pci:v00001ed5d00000100sv*sd*bc*sc*i*)", device) ==
        strings{"pci:v00001ed5d00000100sv*sd*bc*sc*i*"});
  CHECK(in_field("m(pci:v00001ED5d00000100sv00001ED5sd*bc*sc*i*)", device) ==
        strings{"?pci:v00001ED5d00000100sv00001ED5sd*bc*sc*i*"});
  CHECK(in_field("m(pci:v00001ED5d00000100sv*sd*bc01sc*i*)", device) == strings{});
  CHECK(in_list("m(pci:v00001ED5d00000100sv00001ED5sd*bc*sc*i*)", device) ==
        strings{"?pci:v00001ED5d00000100sv00001ED5sd*bc*sc*i*"});
}

}  // namespace ko2alias::test
