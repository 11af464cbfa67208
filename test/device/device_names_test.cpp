// Names of devices from small texts in the form of pci.ids and usb.ids.
#include "device/device_names.h"

#include <filesystem>
#include <random>
#include <string>
#include <utility>

#include "kit/catch.h"
#include "kit/temporary_folder.h"

namespace ko2alias::test {
namespace {

using std::string_literals::operator""s;

const std::string pci_ids = R"(#
#	List of PCI ID's
#
0000  Zero Vendor
	0000  Zero Device
10de  NVIDIA Corporation
	0e00  GK104
# A remark between a vendor and its device.
8086  Intel Corporation
	10d3  82574L Gigabit Network Connection
		103c 1785  NC112i 1-port Ethernet Server Adapter
	# A remark among the devices.
	1533  I210
ffff  Illegal Vendor ID

C 02  Network controller
	00  Ethernet controller
C 04  Multimedia controller
	03  Audio device
C 0c  Serial bus controller
	03  USB controller
		30  XHCI
C 13  Non-Essential Instrumentation
)";

const std::string usb_ids = R"(0bda  Realtek Semiconductor Corp.
	8152  RTL8152 Fast Ethernet Adapter
		00  An interface
1d6b  Linux Foundation
	0002  2.0 root hub

C 00  (Defined at Interface level)
C 08  Mass Storage
	06  SCSI
		50  Bulk-Only
C 09  Hub
	00  Unused
		01  Single TT

AT 0100  USB Undefined
	0bda  No class has this
HUT 01  Generic Desktop Controls
	030  X
)";

DeviceNames known_names() { return {pci_ids, usb_ids}; }

struct Row {
  std::string alias;
  std::string expected;
};

std::string describe_pci(const std::string& ids) {
  return DeviceNames(ids, "").describe("pci:v00008086d000010D3sv*sd*bc02sc00i00");
}

}  // namespace

TEST_CASE("names: of PCI devices, vendors and classes", "[names]") {
  const Row row = GENERATE(values<Row>({
      {"pci:v00008086d000010D3sv*sd*bc*sc*i*",
       "Intel Corporation 82574L Gigabit Network Connection"},
      {"pci:v00008086d000010D3sv0000103Csd00001785bc02sc00i00",
       "Intel Corporation 82574L Gigabit Network Connection (NC112i 1-port Ethernet Server "
       "Adapter)"},
      {"pci:v00008086d000010D3sv0000103Csd00001786bc02sc00i00",
       "Intel Corporation 82574L Gigabit Network Connection"},
      {"pci:v00008086d000010D3sv0000103Csd*bc*sc*i*",
       "Intel Corporation 82574L Gigabit Network Connection"},
      {"pci:v00008086d00001533sv0000103Csd00001785bc*sc*i*", "Intel Corporation I210"},
      {"pci:v00008086d000010D4sv*sd*bc02sc00i*", "Intel Corporation device 10d4"},
      {"pci:v00008086d000000A1sv*sd*bc*sc*i*", "Intel Corporation device 00a1"},
      {"pci:v00008086d000110D3sv*sd*bc*sc*i*", "Intel Corporation device 110d3"},
      {"pci:v00000000d00000000sv00000000sd00000000bc00sc00i00", "Zero Vendor Zero Device"},
      {"pci:v0000FFFFd*sv*sd*bc*sc*i*", "Illegal Vendor ID"},
      {"pci:vFFFFFFFFd*sv*sd*bc*sc*i*", ""},
      {"pci:v00018086d*sv*sd*bc*sc*i*", ""},
      {"pci:v00008086d*sv*sd*bc*sc*i*", "Intel Corporation"},
      {"pci:v000010DEd*sv*sd*bc04sc03i*", "NVIDIA Corporation, Audio device"},
      {"pci:v00001234d00005678sv*sd*bc04sc03i*", "Audio device"},
      {"pci:v00001234d00005678sv*sd*bc*sc*i*", ""},
      {"pci:v*d*sv*sd*bc0Csc03i30*", "USB controller, XHCI"},
      {"pci:v*d*sv*sd*bc0Csc03i31*", "USB controller"},
      {"pci:v*d*sv*sd*bc0Csc03i*", "USB controller"},
      {"pci:v*d*sv*sd*bc0Csc77i30*", "Serial bus controller"},
      {"pci:v*d*sv*sd*bc0Csc*i*", "Serial bus controller"},
      {"pci:v*d*sv*sd*bc0Csc*i30*", "Serial bus controller"},
      {"pci:v*d*sv*sd*bc77sc*i*", ""},
      {"pci:v*d*sv*sd*bc*sc03i30", ""},
      {"pci:v*d*sv*sd*bc*sc*i*", ""},
      {"vfio_pci:v00008086d000010D3sv*sd*bc*sc*i*",
       "Intel Corporation 82574L Gigabit Network Connection"},
      {"acme_pci:v*d*sv*sd*bc0Csc03i30*", "USB controller, XHCI"},
  }));
  CAPTURE(row.alias);
  CHECK(known_names().describe(row.alias) == row.expected);
}

TEST_CASE("names: of USB vendors, products and classes", "[names]") {
  const Row row = GENERATE(values<Row>({
      {"usb:v1D6Bp0002d*dc*dsc*dp*ic*isc*ip*in*", "Linux Foundation 2.0 root hub"},
      {"usb:v1D6Bp0002d0601dc09dsc00dp01ic09isc00ip00in00", "Linux Foundation 2.0 root hub"},
      {"usb:v1D6Bp0002d0[0-9]*dc*dsc*dp*ic*isc*ip*in*", "Linux Foundation 2.0 root hub"},
      {"usb:v1D6Bp0002d00F[5-9a-5]dc*dsc*dp*ic*isc*ip*", "Linux Foundation 2.0 root hub"},
      {"usb:v0BDAp8153d*dc*dsc*dp*ic*isc*ip*in*", "Realtek Semiconductor Corp. device 8153"},
      {"usb:v0BDAp*d*dc*dsc*dp*ic*isc*ip*in*", "Realtek Semiconductor Corp."},
      {"usb:v0BDAp*d*dc*dsc*dp*ic08isc06ip*in*", "Realtek Semiconductor Corp., Mass Storage, SCSI"},
      {"usb:v0100p0BDAd*dc*dsc*dp*ic*isc*ip*in*", ""},
      {"usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*", "Mass Storage, SCSI, Bulk-Only"},
      {"usb:v*p*d*dc*dsc*dp*ic08isc06ip51in*", "Mass Storage, SCSI"},
      {"usb:v*p*d*dc*dsc*dp*ic08isc*ip50in*", "Mass Storage"},
      {"usb:v*p*d00F[5-9a-5]dc09dsc00dp01ic*isc*ip*in*", "Hub, Unused, Single TT"},
      {"usb:v*p*d*dc00dsc00dp00ic08isc06ip50in00", "Mass Storage, SCSI, Bulk-Only"},
      {"usb:v*p*d*dc09dsc*dp*ic77isc*ip*in00", "Hub"},
      {"usb:v*p*d*dc*dsc*dp*ic*isc*ip*in*", ""},
  }));
  CAPTURE(row.alias);
  CHECK(known_names().describe(row.alias) == row.expected);
}

TEST_CASE("names: aliases of other buses and broken ones", "[names]") {
  const Row row = GENERATE(values<Row>({
      {"", ""},
      {":", ""},
      {"pci", ""},
      {"pci:", ""},
      {"pci:v", ""},
      {"pci:*", ""},
      {"pci:v8086d10D3", ""},
      {"pci:v0000808Gd000010D3sv*sd*bc*sc*i*", ""},
      {"pci:v00008086*", "Intel Corporation"},
      {"pci:v00008086d000010D3", "Intel Corporation 82574L Gigabit Network Connection"},
      {"pci:v00008086d00[01]010D3sv*sd*bc02sc00i*", "Intel Corporation, Ethernet controller"},
      {"pci:v-0008086d*sv*sd*bc*sc*i*", ""},
      {"usb:v0BDA", "Realtek Semiconductor Corp."},
      {"usb:v00000BDAp*", ""},
      {"vfio_usb:v0BDAp*d*", ""},
      {"of:N*T*Cintel,pci", ""},
      {"xpci:v00008086d*sv*sd*bc*sc*i*", ""},
  }));
  CAPTURE(row.alias);
  CHECK(known_names().describe(row.alias) == row.expected);
  CHECK(DeviceNames().describe(row.alias).empty());
}

TEST_CASE("names: hold when they are copied and moved", "[names]") {
  DeviceNames short_text("8086  I\n", "");
  const DeviceNames copy = short_text;
  const DeviceNames moved = std::move(short_text);
  CHECK(copy.describe("pci:v00008086d*") == "I");
  CHECK(moved.describe("pci:v00008086d*") == "I");
}

TEST_CASE("names: texts that are not as they should be", "[names]") {
  struct Case {
    std::string fault, ids, expected;
  };
  const std::string head = "8086  Intel\n";
  const Case a = GENERATE_REF(values<Case>({
      {"empty", "", ""},
      {"no last line end", head + "\t10d3  82574L", "Intel 82574L"},
      {"CRLF", "8086  Intel\r\n\r\n\t10d3  82574L\r\n", "Intel 82574L"},
      {"out of order", "ffff  Other\n8086  Intel\n\t10d4  B\n\t10d3  A\n0001  First\n", "Intel A"},
      {"a name twice", head + "\t10d3  A\n8086  Again\n\t10d3  B\n", "Intel A"},
      {"upper case", "8086  Intel\n\t10D3  A\n", "Intel A"},
      {"a tab behind the id", "8086\tIntel\n\t10d3 \t A\n", "Intel A"},
      {"no tab", head + "10d3  A\n", "Intel device 10d3"},
      {"blanks for a tab", head + "    10d3  A\n", "Intel device 10d3"},
      {"a tab too many", head + "\t\t10d3  A\n\t\t\t10d3  A\n", "Intel device 10d3"},
      {"a device before any vendor", "\t10d3  A\n", ""},
      {"a device below a broken vendor", "8086  Intel\nnonsense\n\t10d3  A\n", "Intel device 10d3"},
      {"a vendor without a name", "8086\n\t10d3  A\n", ""},
      {"a device without a name", head + "\t10d3  \n", "Intel device 10d3"},
      {"a long id", "08086  Intel\n", ""},
      {"a short id", "886  Intel\n", ""},
      {"a sign", "-086  Intel\n+086  Intel\n0x86  Intel\n", ""},
      {"a class without an id", "C \n\t00  A\nC\n\t00  B\n", ""},
      {"control characters", "8086  In\x1b[1mtel\x01\x7f\x07\n\t10d3  A\tB\xc2\x9bG\xc2\xae\n",
       "In [1mtel A B  G\xc2\xae"},
      {"a zero byte", "8086  In\0tel\n\0\n\t10d3  A\n"s, "In tel device 10d3"},
      {"control characters alone", "8086  \x01\x02\n", ""},
      {"not UTF-8", "8086  Int\xff\xc2\n\t10d3  \xe9\n", "Int\xff\xc2 \xe9"},
  }));
  CAPTURE(a.fault);
  CHECK(describe_pci(a.ids) == a.expected);
}

TEST_CASE("names: a long name and many tabs", "[names]") {
  const std::string name(1 << 20, 'x');
  CHECK(describe_pci("8086  " + name + "\n\t10d3  A") == name + " A");
  CHECK(describe_pci("8086  Intel\n" + std::string(1 << 20, '\t') + "10d3  A") ==
        "Intel device 10d3");
}

TEST_CASE("names: every prefix of a text, and random bytes in it", "[names]") {
  for (std::size_t size = 0; size <= pci_ids.size(); ++size) {
    const DeviceNames names(pci_ids.substr(0, size), "");
    CHECK("Intel Corporation"s.starts_with(names.describe("pci:v00008086d*")));
  }
  const unsigned seed = 20240917;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    std::string ids = pci_ids;
    for (int i = 0; i < 20; ++i) ids[random() % ids.size()] = "\t\n #C0f\xff"[random() % 8];
    for (const char c : describe_pci(ids)) CHECK(static_cast<unsigned char>(c) >= ' ');
  }
}

TEST_CASE("names: a file that is missing is none, one that cannot be read is a problem",
          "[names]") {
  const TemporaryFolder folder;
  CHECK(read_device_names(folder.path().string()).problems.empty());
  std::filesystem::create_directory(folder.path() / "pci.ids");
  const DeviceNamesReading reading = read_device_names(folder.path().string());
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].place == (folder.path() / "pci.ids").string());
  CHECK(reading.problems[0].message == "Is a directory");
}

}  // namespace ko2alias::test
