// Lists as people and programs write them.
#include <string>

#include "device/device_rows.h"

namespace ko2alias::test {
namespace {

// The problem of a line that is no device.
std::string strange(int line) {
  return "error: line " + std::to_string(line) +
         ": expected a modalias or ids such as 8086:10d3, with or without HOST<TAB> before them, "
         "or "
         "what lspci, lsusb, usb-devices or udevadm prints";
}

const std::string ahci = "pci:v00008086d00002922sv00001AF4sd00001100bc01sc06i01";

}  // namespace

TEST_CASE("list: a modalias as programs write it, behind a host or a path", "[devices]") {
  const TextRow row = GENERATE(values<TextRow>({
      {"spi:ad5300\n", {"spi:ad5300"}},
      {"/sys/bus/spi/devices/spi0.0/modalias:spi:ad5300\n", {"spi0.0 spi:ad5300"}},
      {"./spi0.0/modalias:spi:ad5300\n", {"spi0.0 spi:ad5300"}},
      {"modalias:spi:ad5300\n", {"modalias spi:ad5300"}},
      {"edge1: /sys/bus/spi/devices/spi0.0/modalias:spi:ad5300\n", {"edge1 spi0.0 spi:ad5300"}},
      {"edge1:/sys/bus/spi/devices/spi0.0/modalias:spi:ad5300\n", {"edge1 spi0.0 spi:ad5300"}},
      {"edge1: spi:ad5300\n", {"edge1 spi:ad5300"}},
      {"edge1 spi:ad5300\n", {"edge1 spi:ad5300"}},
      {"edge1:spi:ad5300\n", {"edge1 spi:ad5300"}},
      {"edge1\tspi:ad5300\n", {"edge1 spi:ad5300"}},
      {"edge1:\tspi:ad5300\n", {"edge1 spi:ad5300"}},
      {"edge1: MODALIAS=spi:ad5300\n", {"edge1 spi:ad5300"}},
      {"MODALIAS=spi:ad5300\n", {"spi:ad5300"}},
      {"\"spi:ad5300\"\n", {"spi:ad5300"}},
      {"> spi:ad5300\r\n", {"spi:ad5300"}},
      {"\xef\xbb\xbf"
       "spi:ad5300\r\n",
       {"spi:ad5300"}},
      {"\xef\xbb\xbf"
       "# a list\nspi:ad5300",
       {"spi:ad5300"}},
      {"0000:00:1f.2 " + ahci + "\n", {"0000:00:1f.2 " + ahci}},
      {"pci:v00008086d00002922sv00001af4sd00001100bc01sc06i01\n", {ahci}},
      {"edge1\t8086:10d3\n", {"edge1 pci:v00008086d000010D3sv*sd*bc*sc*i*"}},
      {"edge1\tplatform:Fixed MDIO bus\n", {"edge1 platform:Fixed MDIO bus"}},
      {"edge1 platform:Fixed MDIO bus\n", {"edge1 platform:Fixed MDIO bus"}},
      {"/sys/devices/x/modalias:acme:x\n", {"x acme:x"}},
  }));
  CAPTURE(row.text);
  CHECK(shown(row.text) == row.expected);
}

TEST_CASE("list: what is no device is a problem with its line", "[devices]") {
  const TextRow row = GENERATE(values<TextRow>({
      {"hello.\n", {strange(1)}},
      {"12\n", {strange(1)}},
      {"# a list\n\nspi:a\nhello world\nspi:b\n", {"spi:a", "spi:b", strange(4)}},
      {"hello there\nspi:a\n", {"spi:a", strange(1)}},
      {"edge1 e1000e\nspi:a\n", {"spi:a", strange(1)}},
      {"spi:a\npci:8086\n", {"spi:a", strange(2)}},
      {"edge1: 8086:10d3\nspi:a\n", {"spi:a", strange(1)}},
      {ahci + " /sys/devices/pci0000:00/0000:00:1f.2\nspi:a\n", {"spi:a", strange(1)}},
      {"spi:ad5300 # the converter\nspi:a\n", {"spi:a", strange(1)}},
      {"/sys/devices/x/modalias:\nspi:a\n", {"spi:a", strange(1)}},
      {"em0@pci0:2:0:0: class=0x020000 card=0x00008086 chip=0x10d38086\n", {strange(1)}},
      {"-[0000:00]-+-00.0\n", {strange(1)}},
      {"[    0.5] pci 0000:00:1f.6: [8086:15b7] type 00 class 0x020000\n", {strange(1)}},
      {"", {"error: no devices in it"}},
      {"# nothing\n", {"error: no devices in it"}},
  }));
  CAPTURE(row.text);
  CHECK(shown(row.text) == row.expected);
}

TEST_CASE("list: a word may be the name of a module, which a kernel can tell", "[devices]") {
  CHECK(shown("snd-dummy\n> snd_aloop\r\n") == strings{"snd-dummy? line 1", "snd_aloop? line 2"});
  CHECK(shown("spi:a\n8139too\nedge1\te1000e\n") ==
        strings{"spi:a", "8139too? line 2", "edge1 e1000e? line 3"});
  // Before what a program printed it is a remark.
  CHECK(shown("hello\n00:1f.6 0200: 8086:15b7\n") ==
        strings{"00:1f.6 pci:v00008086d000015B7sv*sd*bc02sc00i*"});
}

TEST_CASE("list: a bus that is not known is taken, and told", "[devices]") {
  CHECK(shown("spi:a\nacme:x\n") ==
        strings{"spi:a", "acme:x", "warning: line 2: no bus 'acme' is known; it is taken for one"});
  CHECK(shown("acme:x\n") ==
        strings{"acme:x", "warning: line 1: no bus 'acme' is known; it is taken for one"});
}

}  // namespace ko2alias::test
