// The rules about what packages record: each finds one thing in one record and nothing in another
// just beside it. Whatever `emit` writes has no finding, and any alias that is dropped, widened or
// corrupted in it has one.
#include "check/metadata_rules.h"

#include <random>

#include "check/formats.h"
#include "emit/formats.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

std::vector<PackagedModule> acme_modules() {
  return {{.name = "acme_nic",
           .vermagic = "6.12.48-1-default SMP ",
           .aliases = {"pci:v00001ED5d00000100sv*sd*bc*sc*i*", "acpi*:ACME0001:*"}},
          {.name = "acme_of",
           .vermagic = "6.12.48-1-default SMP ",
           .aliases = {"of:N*T*Cacme,of", "of:N*T*Cacme,ofC*"}}};
}

constexpr std::string_view nic_line = "alias pci:v00001ED5d00000100sv*sd*bc*sc*i* acme_nic\n";
constexpr std::string_view acpi_line =
    "alias acpi:ACME0001:* acme_nic\nalias acpi:*:ACME0001:* acme_nic\n";
constexpr std::string_view of_line =
    "alias of:N*T*Cacme?of acme_of\nalias of:N*T*Cacme?ofC* acme_of\n";

std::string modaliases(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

// All findings in a record as `rule: place: message`.
strings found_in(const std::string& path, std::string_view text,
                 const std::vector<PackagedModule>& modules = acme_modules()) {
  const auto records = parse_records(path, text);
  REQUIRE(records);
  strings found;
  for (const PackageRecord& record : *records)
    for (const Finding& finding : check_record(record, modules))
      found.push_back(std::string(finding.rule->id) + ": " + text_of(finding));
  return found;
}

}  // namespace

TEST_CASE("metadata rules: a record as it should be has no finding", "[rules][metadata]") {
  CHECK(found_in("a.modaliases", modaliases({nic_line, acpi_line, of_line})) == strings{});
}

TEST_CASE("metadata rules: what is missing comes with the line that would be right",
          "[rules][metadata]") {
  CHECK(found_in("a.modaliases", modaliases({acpi_line, of_line})) ==
        strings{"metadata-missing: nothing is recorded for the devices of "
                "'pci:v00001ED5d00000100sv*sd*bc*sc*i*'; right would be: alias "
                "pci:v00001ED5d00000100sv*sd*bc*sc*i* acme_nic"});
}

TEST_CASE("metadata rules: a class of devices is wider, another driver's alias stale",
          "[rules][metadata]") {
  const std::string all = modaliases({nic_line, acpi_line, of_line});
  CHECK(found_in("a.modaliases", all + "alias pci:v00001ED5d*sv*sd*bc*sc*i* acme_nic\n") ==
        strings{"metadata-wider: line 6: 'pci:v00001ED5d*sv*sd*bc*sc*i*' offers the package for "
                "devices that no module of it drives: they drive those of "
                "'pci:v00001ED5d00000100sv*sd*bc*sc*i*'"});
  CHECK(found_in("a.modaliases", all + "alias usb:v1ED5p0001* acme_nic\n") ==
        strings{"metadata-stale: line 6: no module of the package has 'usb:v1ED5p0001*' or any "
                "part of it; it is to be taken out"});
  CHECK(found_in("a.modaliases", all + "alias usb:v1ED5p0001* acme_old\nalias a:b acme_old\n") ==
        strings{"metadata-stale: line 6: the package has no module acme_old; its aliases are "
                "to be taken out"});
  // Another module may have its aliases now.
  CHECK(found_in("a.modaliases", all + "alias acpi:ACME0001:* acme_old\n") ==
        strings{"metadata-stale: line 6: the package has no module acme_old; its aliases are to be "
                "taken out"});
  // The star at the end stands for the rest of what a device reports.
  CHECK(found_in("a.modaliases", all + "alias pci:v00001ED5d00000100* acme_nic\n") == strings{});
}

TEST_CASE("metadata rules: what a consumer never matches is unusable", "[rules][metadata]") {
  const strings raw = found_in(
      "a.modaliases", modaliases({nic_line, "alias acpi*:ACME0001:* acme_nic\n", of_line}));
  REQUIRE(raw.size() == 3);
  CHECK(raw[1].starts_with("metadata-missing: nothing is recorded for the devices of 'acpi*:"));
  CHECK(raw[0] ==
        "metadata-unusable: line 2: ubuntu-drivers never matches 'acpi*:ACME0001:*': "
        "before the first ':' stands a pattern, and devices are looked up by the text "
        "there; right would be: acpi:ACME0001:*, acpi:*:ACME0001:*");
  const strings cut = found_in("s",
                               "modaliases=acme_nic(pci:v00001ED5d00000100sv*sd*bc*sc*i*, "
                               "acpi:ACME0001:*, acpi:*:ACME0001:*), "
                               "acme_of(of:N*T*Cacme,of, of:N*T*Cacme?ofC*)\n");
  CHECK(cut == strings{"metadata-unusable: line 1: ubuntu-drivers never matches 'of:N*T*Cacme': "
                       "the comma in 'of:N*T*Cacme,of' cuts it in two; right would be: "
                       "of:N*T*Cacme?of",
                       "metadata-missing: nothing is recorded for the devices of "
                       "'of:N*T*Cacme,of'; right would be: acme_of(of:N*T*Cacme?of)"});
}

TEST_CASE("metadata rules: SUSE's flavour, broken escapes and packages that are none",
          "[rules][metadata]") {
  const std::vector<PackagedModule> modules{
      {.name = "a", .vermagic = "6.12.48-1-default SMP ", .aliases = {"x:a-b", "x:c"}}};
  CHECK(found_in("s", "modalias(kernel-default:x:a%2Db)\nmodalias(kernel-default:x:c)\n",
                 modules) == strings{});
  CHECK(found_in("s", "modalias(kernel-rt:x:a%2Db)\nmodalias(kernel-rt:x:c)\n", modules) ==
        strings{"metadata-flavour: line 1: kernel-rt is asked for, and the modules are built for "
                "kernel-default"});
  CHECK(any_contains(found_in("s", "modalias(kernel-default:x:a%2[DE]b)\n", modules),
                     "metadata-unusable: line 1: zypper never matches 'x:a%2[DE]b': an escape in "
                     "it is broken"));
  CHECK(any_contains(found_in("s", "Supplements: modalias(acpi*:A:*)\n", modules),
                     "metadata-unusable: line 1: zypper never matches"));
}

TEST_CASE("metadata rules: a module is called with '_'", "[rules][metadata]") {
  const std::vector<PackagedModule> modules{{.name = "a_b", .aliases = {"x:1"}}};
  CHECK(found_in("a.modaliases", "alias x:1 a_b\n", modules) == strings{});
  CHECK(found_in("a.modaliases", "alias x:1 a-b\n", modules) ==
        strings{"metadata-module-name: line 1: the module is called a_b"});
}

namespace {

std::string random_alias(std::mt19937& random) {
  const auto hex = [&](unsigned digits) {
    std::string text;
    for (unsigned i = 0; i < digits; ++i) text += "0123456789ABCDEF"[random() % 16];
    return text;
  };
  switch (random() % 5) {
    case 0: return "pci:v0000" + hex(4) + "d0000" + hex(4) + "sv*sd*bc*sc*i*";
    case 1: return "usb:v" + hex(4) + "p" + hex(4) + "d0[0-4]*dc*dsc*dp*ic*isc*ip*in*";
    case 2: return "of:N*T*Cacme," + hex(3) + "-b(" + hex(1) + ")C*";
    case 3: return "acpi*:ACME" + hex(4) + ":*";
    default: return "dmi*:svn'A B'*:pn" + hex(4) + ":";
  }
}

const RecordOptions record_options{.id = "org.example.acme", .name = "acme"};

std::string emitted(const Format& format, const std::vector<PackagedModule>& modules) {
  std::vector<RecordModule> record_modules;
  for (const PackagedModule& module : modules)
    record_modules.push_back({.name = module.name,
                              .path = module.name + ".ko",
                              .vermagic = module.vermagic,
                              .aliases = module.aliases});
  return format.render_record(record_modules, record_options).text;
}

}  // namespace

TEST_CASE("metadata rules: what emit writes has no finding, and each mistake in it has one",
          "[rules][metadata]") {
  std::mt19937 random(20261127);
  for (unsigned n = 0; n < 40; ++n) {
    std::vector<PackagedModule> modules{{.name = "acme_a", .vermagic = "6.1-default "},
                                        {.name = "acme_b", .vermagic = "6.1-default "}};
    for (PackagedModule& module : modules)
      for (unsigned i = 1 + random() % 5; i > 0; --i)
        module.aliases.push_back(random_alias(random));
    for (const Format& format : emit_formats()) {
      if (format.render_record == nullptr || format.name == "pmdinfo") continue;
      const std::string text = emitted(format, modules);
      CAPTURE(n, format.name, text);
      CHECK(found_in("acme." + std::string(format.name), text, modules) == strings{});
      // The record of modules with an alias less, and with another one in its place.
      std::vector<PackagedModule> changed = modules;
      std::string& alias = changed[random() % 2].aliases.front();
      const std::string dropped = alias;
      const auto colon = alias.find(':');
      for (const std::string& other :
           {std::string("pci:v0000FFFFd0000FFFFsv*sd*bc*sc*i*"), alias + "X",
            alias.substr(0, colon + 1) + "Q" + alias.substr(colon + 1),
            alias.substr(0, colon + 1 + (alias.size() - colon) / 4) + "*"}) {
        alias = other;
        const std::string mistaken = emitted(format, changed);
        if (mistaken == text) continue;
        CAPTURE(other, mistaken);
        CHECK(found_in("acme." + std::string(format.name), mistaken, modules) != strings{});
        alias = dropped;
      }
    }
  }
}

}  // namespace ko2alias::test
