// What knows the name of a device on another bus.
//
//   hints_of({"a of:N*T*Cacme,x"}, {"spi:x"}) == strings{"a of:N*T*Cacme,x"}
#include "match/other_bus.h"

#include "kit/catch.h"
#include "kit/kernel_lines.h"

namespace ko2alias::test {
namespace {

// The hints for the first device, each as `MODULE PATTERN [DEVICE]`.
strings hints_of(const strings& lines, const strings& modaliases) {
  const Kernel all = kernel(lines);
  const Matcher matcher(all);
  std::vector<Device> devices;
  std::vector<std::vector<MatchedModule>> modules;
  for (const std::string& modalias : modaliases) {
    devices.push_back({.modalias = modalias});
    modules.push_back(matcher.find(modalias));
  }
  const auto hints = find_other_bus_hints(all, devices, modules);
  REQUIRE(hints.size() == devices.size());
  strings texts;
  for (const OtherBusHint& hint : hints.front())
    texts.push_back(hint.module + " " + hint.pattern +
                    (hint.device.empty() ? "" : " " + hint.device));
  return texts;
}

}  // namespace

TEST_CASE("hints: a name on another bus, without its vendor", "[match]") {
  struct Row {
    std::string device;
    std::string pattern;
    bool has_hint = true;
  };
  const Row rows[] = {
      {"spi:x", "of:N*T*Cacme,x"},
      {"spi:x", "of:N*T*Cacme,xC*"},
      {"spi:x", "of:N*T*Cx"},
      {"spi:x-1", "of:N*T*Cacme,x_1"},
      {"spi:x", "of:NpanelTspiCacme,x"},
      {"i2c:x", "of:N*T*Cacme,x"},
      {"i2c:10EC5640:00", "acpi*:10EC5640:*"},
      {"spi:ACME0001", "acpi*:ACME0001:*"},
      {"acpi:ACME0001:ACME0002:", "i2c:ACME0002"},
      {"of:NdacT(null)Cacme,x", "i2c:x"},
      {"of:NdacT(null)Cnew,yCacme,x", "spi:x"},
      {"of:NdacT(null)Cacme,PCX1C", "i2c:PCX1C"},
      {"spi:x", "of:N*T*Cacme,xy", false},
      {"spi:x", "of:N*T*Cacme,*", false},
      {"spi:x", "i2c:x", false},
      {"i2c:x", "spi:x", false},
      {"acpi:ACME0001:", "of:N*T*CACME0001", false},
      {"pci:x", "of:N*T*Cacme,x", false},
      {"platform:x", "of:N*T*Cacme,x", false},
      {"spi:", "of:N*T*Cacme,", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.device, row.pattern);
    CHECK(hints_of({"a " + row.pattern}, {row.device}) ==
          (row.has_hint ? strings{"a " + row.pattern} : strings{}));
  }
}

TEST_CASE("hints: one for each module", "[match]") {
  CHECK(hints_of({"a of:N*T*Cacme,x", "a of:N*T*Cacme,xC*", "b of:N*T*Cother,x"}, {"spi:x"}) ==
        strings{"a of:N*T*Cacme,x", "b of:N*T*Cother,x"});
}

TEST_CASE("hints: none for a device that has a module", "[match]") {
  CHECK(hints_of({"a of:N*T*Cacme,x", "b spi:x"}, {"spi:x"}).empty());
  CHECK(hints_of({"a of:N*T*Cacme,x", "b spi:y"}, {"spi:x", "spi:y"}) ==
        strings{"a of:N*T*Cacme,x"});
}

TEST_CASE("hints: the device's own text on the other bus, where it was asked for too", "[match]") {
  const std::string panel = "of:NpanelT(null)Chinlink-h88k-240x125-lcdCpanel-mipi-dbi-spi";
  const strings lines{"panel_mipi_dbi of:N*T*Cpanel-mipi-dbi-spi"};
  CHECK(hints_of(lines, {"spi:hinlink-h88k-240x125-lcd", panel}) ==
        strings{"panel_mipi_dbi of:N*T*Cpanel-mipi-dbi-spi " + panel});
  CHECK(hints_of(lines, {"spi:hinlink-h88k-240x125-lcd", "i2c:other"}).empty());
  CHECK(hints_of(lines, {"spi:hinlink", panel}).empty());
}

TEST_CASE("hints: a name that many have, and a text with many compatibles, are bounded",
          "[match]") {
  strings lines;
  for (int i = 0; i < 100; ++i)
    lines.push_back("m" + std::to_string(i) + " of:N*T*Cv" + std::to_string(i) + ",x");
  CHECK(hints_of(lines, {"spi:x"}).size() == 8);
  CHECK(hints_of(lines, {"of:NaTb" + std::string(100'000, 'C')}).empty());
}

}  // namespace ko2alias::test
