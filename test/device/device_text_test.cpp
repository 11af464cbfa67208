#include "device/device_text.h"

#include <string>
#include <utility>

#include "kit/kit.h"

namespace ko2alias::test {

TEST_CASE("device text: what people write for a device", "[devices]") {
  const std::string known = "pci:v00008086d000010D3sv00001028sd0000020Abc02sc00i00";
  const std::pair<std::string, std::string> rows[] = {
      {known, known},
      {" " + known + "\n", known},
      {"'" + known + "'", known},
      {"\"" + known + "\"", known},
      {"MODALIAS=" + known, known},
      {"pci:v00008086d000010d3sv00001028sd0000020abc02sc00i00", known},
      {"usb:v0bdap8152d2000dc00dsc00dp00icffisc00ip00in00",
       "usb:v0BDAp8152d2000dc00dsc00dp00icFFisc00ip00in00"},
      {"0x8086:0x10d3", "pci:v00008086d000010D3sv*sd*bc*sc*i*"},
      {"[8086:10D3]", "pci:v00008086d000010D3sv*sd*bc*sc*i*"},
      {"pci:8086:10d3", "pci:v00008086d000010D3sv*sd*bc*sc*i*"},
      {"usb:0bda:8152", "usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*"},
      {"of:NrtcT(null)Cacme,rtc", "of:NrtcT(null)Cacme,rtc"},
      {"pci:v00008086d000010d3sv*sd*", "pci:v00008086d000010d3sv*sd*"},
      {"e1000e", "e1000e"},
  };
  for (const auto& [text, modalias] : rows) {
    CAPTURE(text);
    const auto parsed = modalias_of_text(text);
    REQUIRE(parsed);
    CHECK(*parsed == modalias);
  }
}

TEST_CASE("device text: what is no device says what was expected", "[devices]") {
  const std::pair<std::string, std::string> rows[] = {
      {"", "expected a device's modalias"},
      {"-", "expected a device's modalias"},
      {"./e1000e.ko", "expected a device's modalias"},
      {"/sys/bus/pci/devices/0000:01:00.0/modalias", "expected a device's modalias"},
      {"00:1f.6",
       "a slot, but a modalias was expected: /sys/bus/pci/devices/0000:00:1f.6/modalias has it"},
      {"pci:8086",
       "expected pci:VENDOR:DEVICE of four hexadecimal digits each, or a modalias pci:v..."},
      {"usb:bda:8152",
       "expected usb:VENDOR:DEVICE of four hexadecimal digits each, or a modalias usb:v..."},
      {"8086:1", "expected VENDOR:DEVICE of four hexadecimal digits each"},
      {"08086:10d3", "expected VENDOR:DEVICE of four hexadecimal digits each"},
      {"8086:10d3:8086", "expected VENDOR:DEVICE of four hexadecimal digits each"},
  };
  for (const auto& [text, message] : rows) {
    const auto parsed = modalias_of_text(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.problem().message == message);
  }
}

TEST_CASE("device text: a modalias is told from a word and a colon", "[devices]") {
  const std::string known = GENERATE(
      "pci:v00008086d000010D3sv00001028sd0000020Abc02sc00i00",
      "pci:v00008086d000010D3sv*sd*bc02sc00i*", "usb:v0BDAp8152d2000dc00dsc00dp00icFFiscFFip00",
      "hid:b0003v0000046Dp0000C52B", "spi:ad5300", "platform:Fixed MDIO bus", "scsi:t-0x00",
      "fsl-mc:v00001957ddpni", "of:NrtcT(null)Cacme,rtc#1",
      "acpi:PNP0A08:PNP0A03:", "input:b0019v0000p0001e0000-e0,1,k74,ramlsfw",
      "dmi:bvnAcme Inc:bvr1.0:pnBox 7:", "cpu:type:x86,ven0000fam0006mod009E:feature:,0000,0001");
  CAPTURE(known);
  CHECK(kind_of_modalias(known) == ModaliasKind::of_known_bus);
}

TEST_CASE("device text: a modalias of another bus may be anything", "[devices]") {
  const std::string other = GENERATE("acme:x", "w1-family:28", "error:none");
  CAPTURE(other);
  CHECK(kind_of_modalias(other) == ModaliasKind::of_other_bus);
}

TEST_CASE("device text: what is no modalias", "[devices]") {
  const std::string none =
      GENERATE("", ":", "spi", "spi:", "spi: ad5300", "Subject:hello", "hello world: x",
               "http://example.org", "pci:8086", "pci:foo", "pci:vendor",
               "pci:v00008086d000010D3 /sys/devices/x", "usb:bda:8152", "acme:x y",
               "spi:ad5300 # the converter", "spi:ad5300 /sys/devices/spi0.0",
               "spi:ad5300 spi:ad5301", "E: MODALIAS=spi:ad5300", "00:1f.2");
  CAPTURE(none);
  CHECK(kind_of_modalias(none) == ModaliasKind::none);
}

TEST_CASE("ids: become a modalias", "[devices]") {
  CHECK(modalias_of_ids("8086:10d3", IdBus::pci) == "pci:v00008086d000010D3sv*sd*bc*sc*i*");
  CHECK(modalias_of_ids("8086:10D3:103c:1785", IdBus::pci) ==
        "pci:v00008086d000010D3sv0000103Csd00001785bc*sc*i*");
  CHECK(modalias_of_ids("0bda:8152", IdBus::usb) == "usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*");
  CHECK_FALSE(modalias_of_ids("0bda:8152:103c:1785", IdBus::usb));
  const std::string text =
      GENERATE("", ":", "8086", "8086:", "8086:10d", "8086:10d3:", "8086:10d3:103c",
               "8086:10d3:103c:178", "8086:10d3:103c:17855", "8086:10d3-103c:1785", "8086-10d3",
               "8086:10dg", "0x8086:0x10d3", " 8086:10d3", "8086:10d3 ", "-086:10d3", "+086:10d3");
  CAPTURE(text);
  CHECK_FALSE(modalias_of_ids(text, IdBus::pci));
  CHECK_FALSE(modalias_of_ids(text, IdBus::usb));
}

}  // namespace ko2alias::test
