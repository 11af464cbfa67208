#include "metadata/consumer.h"

#include <random>

#include "kit/kit.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"

namespace ko2alias::test {
namespace {

strings carried(const Consumer& consumer, std::string_view alias) {
  return carry(consumer, alias).patterns;
}

bool is_found(const Consumer& consumer, const strings& patterns, const std::string& modalias) {
  for (const std::string& pattern : patterns) {
    if (!why_never(consumer, pattern).empty()) continue;
    if (read_pattern(consumer, pattern).matches(folded(consumer, modalias))) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("consumer: each has an alias as it can carry it", "[metadata]") {
  struct Row {
    std::string alias;
    strings ubuntu;
    strings isenkram;
    strings zypper;
    strings rpm;
  };
  const Row row = GENERATE(values<Row>({
      {"pci:v00008086d*",
       {"pci:v00008086d*"},
       {"pci:v00008086d*"},
       {"pci:v00008086d*"},
       {"pci:v00008086d*"}},
      {"of:N*Ca,b", {"of:N*Ca?b"}, {"of:N*Ca?b"}, {"of:N*Ca,b"}, {"of:N*Ca?b"}},
      {"dmi*:rnWI(FI)*:",
       {"dmi:rnWI?FI?*:", "dmi:*:rnWI?FI?*:"},
       {"dmi*:rnWI?FI?*:"},
       {"dmi*:rnWI(FI)*:"},
       {"dmi*:rnWI?FI?*:"}},
      {"acpi*:PNP0C0A:*",
       {"acpi:PNP0C0A:*", "acpi:*:PNP0C0A:*"},
       {"acpi*:PNP0C0A:*"},
       {"acpi*:PNP0C0A:*"},
       {"acpi*:PNP0C0A:*"}},
      {"a:c d", {"a:c?d"}, {"a:c?d"}, {"a:c d"}, {"a:c?d"}},
      {"i2c:a\x10", {"i2c:a?"}, {"i2c:a?"}, {"i2c:a?"}, {"i2c:a?"}},
      {"i2c:a\xc3", {"i2c:a?"}, {"i2c:a?"}, {"i2c:a?"}, {"i2c:a?"}},
      {"usb:d04[0-4]*", {"usb:d04[0-4]*"}, {"usb:d04[0-4]*"}, {"usb:d04[0-4]*"}, {"usb:d04[0-4]*"}},
      {"usb:[^0-4]*", {"usb:[!0-4]*"}, {"usb:[!0-4]*"}, {"usb:[!0-4]*"}, {"usb:?*"}},
      {"x:[,;]*", {"x:?*"}, {"x:?*"}, {"x:[,;]*"}, {"x:?*"}},
      {"x:[0-9]*\\*", {"x:[0-9]*[*]"}, {"x:[0-9]*[*]"}, {"x:[0-9]*\\*"}, {"x:[0-9]*?"}},
      // Before the first wildcard a backslash is itself.
      {"x:a\\b*", {"x:a\\b*"}, {"x:a\\b*"}, {"x:a\\\\b*"}, {"x:a?b*"}},
      {"x:a]*", {}, {}, {}, {}},
      {"i8k", {"i8k"}, {"i8k"}, {}, {"i8k"}},
      {"*", {}, {"*"}, {}, {"*"}},
  }));
  CAPTURE(row.alias);
  CHECK(carried(ubuntu_drivers, row.alias) == row.ubuntu);
  CHECK(carried(isenkram, row.alias) == row.isenkram);
  CHECK(carried(zypper, row.alias) == row.zypper);
  CHECK(carried(rpm_provides, row.alias) == row.rpm);
}

TEST_CASE("consumer: what is changed or left out is said", "[metadata]") {
  CHECK(carry(isenkram, "of:Ca,b").is_replaced);
  CHECK_FALSE(carry(isenkram, "usb:[^0]*").is_replaced);
  CHECK(carry(ubuntu_drivers, "acpi*:A:*").has_exact_bus);
  CHECK(contains(carry(ubuntu_drivers, "[ab]:c").left_out, "stands a pattern"));
  CHECK(contains(carry(zypper, "i8k").left_out, "no ':'"));
  CHECK(contains(carry(isenkram, "a[b").left_out, "no device matches"));
}

TEST_CASE("consumer: ubuntu-drivers never looks under a bus that is a pattern", "[metadata]") {
  CHECK_FALSE(why_never(ubuntu_drivers, "acpi*:A:*").empty());
  CHECK(why_never(ubuntu_drivers, "acpi:A*:*").empty());
  CHECK(why_never(isenkram, "acpi*:A:*").empty());
}

TEST_CASE("consumer: ubuntu-drivers alone is blind for upper and lower case", "[metadata]") {
  const auto finds = [](const Consumer& consumer) {
    return is_found(consumer, {"pci:v0000abcd[E-F]*"}, "pci:v0000ABCDe");
  };
  CHECK(finds(ubuntu_drivers));
  CHECK_FALSE(finds(isenkram));
  CHECK_FALSE(finds(zypper));
}

TEST_CASE("consumer: Python reads backslashes and brackets its own way", "[metadata]") {
  struct Row {
    std::string pattern;
    std::string text;
    bool is_match;
  };
  const Row row = GENERATE(values<Row>({{"a\\*", "a\\b", true},
                                        {"a\\*", "a*", false},
                                        {"a[b", "a[b", true},
                                        {"a[^b]", "a^", true},
                                        {"a[^b]", "ac", false},
                                        {"a[!b]", "ac", true},
                                        {"a[]b]", "a]", true},
                                        {"a[\\]b", "a\\b", true},
                                        {"a[[:digit:]]", "a[]", true}}));
  CAPTURE(row.pattern, row.text);
  CHECK(read_pattern(isenkram, row.pattern).matches(row.text) == row.is_match);
}

TEST_CASE("consumer: a device that an alias matches is found through what is carried",
          "[metadata]") {
  std::mt19937 random(20261127);
  const auto pick = [&](std::string_view from) { return from[random() % from.size()]; };
  constexpr std::string_view letters = "abAB09,() :.-_@'{}$%;\\<&^!/+";
  const auto piece = [&](std::string& alias, std::string& device) {
    const unsigned kind = random() % 8;
    const char c = pick(letters);
    if (kind == 0) {
      alias += '*';
      for (unsigned i = random() % 3; i > 0; --i) device += pick(letters);
    } else if (kind == 1) {
      alias += '?';
      device += c;
    } else if (kind == 2) {
      alias += std::string{'[', c == '^' || c == '!' || c == '\\' ? 'x' : c, pick("0a,("), ']'};
      device += c == '^' || c == '!' || c == '\\' ? 'x' : c;
    } else {
      alias += c;
      device += c;
    }
  };
  std::size_t looked = 0;
  for (unsigned n = 0; n < 20'000; ++n) {
    std::string alias = random() % 3 == 0 ? "acpi*:" : "of:";
    std::string device = alias == "of:" ? "of:" : random() % 2 == 0 ? "acpi:" : "acpi:X:";
    for (unsigned i = random() % 8; i > 0; --i) piece(alias, device);
    // Devices that kmod takes for others, or looks up in another way.
    if (!Glob::of_alias(alias).matches(normalized(device)) || !has_paired_brackets(device))
      continue;
    if (!Glob(*fnmatch_alias(alias)).matches(device)) continue;
    ++looked;
    for (const Consumer* const consumer : {&ubuntu_drivers, &isenkram, &zypper, &rpm_provides}) {
      const Carried carried = carry(*consumer, alias);
      if (carried.patterns.empty()) continue;
      CAPTURE(alias, device, consumer->name, carried.patterns);
      REQUIRE(is_found(*consumer, carried.patterns, device));
    }
  }
  CHECK(looked > 10'000);
}

}  // namespace ko2alias::test
