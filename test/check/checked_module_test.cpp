// The analysis of a module before the rules of `check` judge it.
#include "check/checked_module.h"

#include "check/rules_kit.h"

namespace ko2alias::test {
namespace {

// A module with one pci table, analysed.
struct Analysed {
  explicit Analysed(const std::vector<Pci>& entries, const strings& records = {})
      : decoded(decode(linked_module(lp64_le, {pci_table(lp64_le, entries)}, records))),
        report(make_report("test.ko", decoded.image, decoded.module, AliasSource::all)),
        module(report) {}

  Decoded decoded;
  ModuleReport report;
  CheckedModule module;
};

// `later behind earlier`, with what the driver is given.
strings shadows_of(const std::vector<Pci>& entries) {
  const Analysed analysed(entries);
  strings all;
  for (const Shadow& shadow : analysed.module.shadows(0))
    all.push_back(std::to_string(shadow.later) + (shadow.is_identical ? " repeats " : " behind ") +
                  std::to_string(shadow.earlier) + ": " + shadow.later_data + ", not " +
                  shadow.earlier_data);
  return all;
}

strings repeats_of(const std::vector<Pci>& entries) {
  const Analysed analysed(entries);
  strings all;
  for (const Shadow& shadow : analysed.module.shadows(0))
    if (shadow.repeated)
      all.push_back(std::to_string(shadow.later) + " repeats " + std::to_string(*shadow.repeated));
  return all;
}

strings catch_alls_of(const std::vector<Pci>& entries, const strings& records = {}) {
  const Analysed analysed(entries, records);
  strings all;
  for (const ModuleAlias* const alias : analysed.module.catch_alls()) {
    const FindingPlace place = place_of(analysed.module, *alias);
    all.push_back(place.table + place.section + ": " +
                  (place.entry ? std::to_string(*place.entry) : "-") + ": " + place.alias);
  }
  return all;
}

constexpr Pci any_acme{.vendor = 0x1ed5, .data = 1};
constexpr Pci first_acme{.vendor = 0x1ed5, .device = 0x100, .data = 2};
constexpr Pci any_pci{.data = 3};

}  // namespace

TEST_CASE("checked module: an entry is in the shadow of the first that matches all its devices",
          "[check]") {
  CHECK(shadows_of({first_acme, any_acme}).empty());
  CHECK(shadows_of({any_acme, first_acme}) == strings{"1 behind 0: 0x2, not 0x1"});
  CHECK(shadows_of({any_acme, any_pci, first_acme}) == strings{"2 behind 0: 0x2, not 0x1"});
  CHECK(repeats_of({first_acme, any_acme, first_acme}) == strings{"2 repeats 0"});
  CHECK(repeats_of({any_acme, first_acme, first_acme}) == strings{"2 repeats 1"});
  Pci other_data = first_acme;
  other_data.data = 7;
  CHECK(repeats_of({first_acme, other_data, first_acme, other_data}) ==
        strings{"2 repeats 0", "3 repeats 1"});
  CHECK(shadows_of({first_acme, any_acme, first_acme}) == strings{"2 repeats 0: 0x2, not 0x2"});
  CHECK(shadows_of({any_acme}).empty());
  // An empty entry ends the table for the kernel.
  CHECK(shadows_of({any_acme, {0, 0}, first_acme, {0, 0}}).empty());
}

TEST_CASE("checked module: shadows are looked for once", "[check]") {
  const Analysed analysed({any_acme, first_acme});
  const std::vector<Shadow>& first = analysed.module.shadows(0);
  CHECK(&analysed.module.shadows(0) == &first);
}

TEST_CASE("checked module: a catch-all matches every device of its bus", "[check]") {
  CHECK(catch_alls_of({any_acme, any_pci}) ==
        strings{"__mod_pci__ids_device_table: 1: pci:v*d*sv*sd*bc*sc*i*"});
  CHECK(catch_alls_of({any_acme}, {"alias=hid:b*g*v*p*", "alias=hid:b*g*v*p*"}) ==
        strings{".modinfo: -: hid:b*g*v*p*"});
  CHECK(catch_alls_of({any_acme, {.class_id = 0x020000, .class_mask = 0xff0000}}).empty());
  // A driver with this entry waits until it is named.
  CHECK(catch_alls_of({{.override_only = 1}}).empty());
}

TEST_CASE("checked module: handwritten aliases are those that no table makes", "[check]") {
  const Analysed analysed({any_acme}, {"alias=platform:acme", "alias=pci:v00001ED5d*sv*sd*bc*sc*i*",
                                       "alias=platform:acme", "alias=fs-acme"});
  strings handwritten;
  for (const ModuleAlias* const alias : analysed.module.handwritten())
    handwritten.emplace_back(alias->pattern);
  CHECK(handwritten == strings{"platform:acme", "fs-acme"});
  CHECK(analysed.module.aliases().size() == 3);
  CHECK(analysed.module.loads_for("pci:v00001ED5d00000007sv*sd*bc*sc*i*"));
  CHECK(analysed.module.loads_for("platform:acme"));
  CHECK(!analysed.module.loads_for("platform:acme2"));
}

}  // namespace ko2alias::test
