// Devices from texts that lspci 3.9.0 and lsusb 014 printed, and others that are near to them.
#include "device/device_text.h"

#include <random>
#include <string>
#include <vector>

#include "device/device_list.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// Each device as `WHERE MODALIAS`, with ` DRIVER` where there is one; then the problems.
strings shown(const DeviceReading& reading) {
  strings lines;
  for (const Device& device : reading.devices)
    lines.push_back(device.where + " " + device.modalias +
                    (device.driver.empty() ? "" : " " + device.driver));
  for (const Problem& problem : reading.problems) lines.push_back(to_text(problem));
  return lines;
}

strings lspci(std::string_view text) { return shown(read_device_text(text, ListingKind::lspci)); }
strings lsusb(std::string_view text) { return shown(read_device_text(text, ListingKind::lsusb)); }

// The problem of a device of lspci without ids.
std::string no_ids(int line, const std::string& slot) {
  return "error: line " + std::to_string(line) + ": " + slot +
         ": the ids of vendor and device are missing: expected what lspci -n or lspci -nn prints";
}
std::string no_usb_ids(int line) {
  return "error: line " + std::to_string(line) +
         ": a USB device without its ids: expected what lsusb, lsusb -v or lsusb -tv prints";
}

const strings no_pci{
    "error: no PCI device: expected what lspci -n prints, lines such as 00:1f.6 0200: 8086:15b7"};
const strings no_usb{
    "error: no USB device: expected what lsusb prints, lines such as Bus 001 Device 004: ID "
    "0bda:8152"};

struct Row {
  std::string input;
  strings expected;
};

// The text of lsusb -v of usbutils 014, with fewer endpoints.
const std::string network_adapter = R"(
Bus 001 Device 004: ID 0bda:8152 Realtek Semiconductor Corp. RTL8152 Fast Ethernet Adapter
Device Descriptor:
  bLength                18
  bDescriptorType         1
  bcdUSB               2.10
  bDeviceClass            0 
  bDeviceSubClass         0 
  bDeviceProtocol         0 
  bMaxPacketSize0        64
  idVendor           0x0bda Realtek Semiconductor Corp.
  idProduct          0x8152 RTL8152 Fast Ethernet Adapter
  bcdDevice           20.00
  bNumConfigurations      2
  Configuration Descriptor:
    bLength                 9
    bNumInterfaces          1
    bConfigurationValue     1
    Interface Descriptor:
      bLength                 9
      bDescriptorType         4
      bInterfaceNumber        0
      bAlternateSetting       0
      bNumEndpoints           3
      bInterfaceClass       255 Vendor Specific Class
      bInterfaceSubClass    255 Vendor Specific Subclass
      bInterfaceProtocol      0 
      iInterface              0 
      Endpoint Descriptor:
        bEndpointAddress     0x81  EP 1 IN
        bmAttributes            2
          Transfer Type            Bulk
  Configuration Descriptor:
    bLength                 9
    bNumInterfaces          2
    bConfigurationValue     2
    Interface Descriptor:
      bInterfaceNumber        0
      bAlternateSetting       0
      bInterfaceClass         2 Communications
      bInterfaceSubClass      6 Ethernet Networking
      bInterfaceProtocol      0 
Device Qualifier (for other device speed):
  bDeviceClass            9 Hub
)";

const std::string webcam = R"(
Bus 001 Device 005: ID 046d:0825 Logitech, Inc. Webcam C270
Device Descriptor:
  bDeviceClass          239 Miscellaneous Device
  bDeviceSubClass         2 
  bDeviceProtocol         1 Interface Association
  idVendor           0x046d Logitech, Inc.
  idProduct          0x0825 Webcam C270
  bcdDevice            0.12
  Configuration Descriptor:
    Interface Association:
      bFirstInterface         0
      bInterfaceCount         2
      bFunctionClass         14 Video
      bFunctionSubClass       3 Video Interface Collection
      bFunctionProtocol       0 
    Interface Descriptor:
      bInterfaceNumber        0
      bAlternateSetting       0
      bNumEndpoints           1
      bInterfaceClass        14 Video
      bInterfaceSubClass      1 Video Control
      bInterfaceProtocol      0 
    Interface Descriptor:
      bInterfaceNumber        1
      bAlternateSetting       0
      bNumEndpoints           0
      bInterfaceClass        14 Video
      bInterfaceSubClass      2 Video Streaming
      bInterfaceProtocol      0 
    Interface Descriptor:
      bInterfaceNumber        1
      bAlternateSetting       1
      bNumEndpoints           1
      bInterfaceClass        14 Video
      bInterfaceSubClass      2 Video Streaming
      bInterfaceProtocol      0 
)";

}  // namespace

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

TEST_CASE("lspci: a device in each form", "[devices]") {
  const Row row = GENERATE(values<Row>({
      {"02:00.0 0200: 8086:10d3 (rev 10)\n", {"02:00.0 pci:v00008086d000010D3sv*sd*bc02sc00i*"}},
      {"02:00.0 Class 0200: 8086:10d3 (rev 10)\n",
       {"02:00.0 pci:v00008086d000010D3sv*sd*bc02sc00i*"}},
      {"0000:00:02.0 0300: 8086:3e92", {"0000:00:02.0 pci:v00008086d00003E92sv*sd*bc03sc00i*"}},
      {"10000:e0:02.0 ff00: 8086:4966", {"10000:e0:02.0 pci:v00008086d00004966sv*sd*bcFFsc00i*"}},
      {"00:1c.0/02:00.0 0200: 8086:10d3",
       {"00:1c.0/02:00.0 pci:v00008086d000010D3sv*sd*bc02sc00i*"}},
      {"02:00.0 Ethernet controller [0200]: Intel Corporation 82574L Gigabit Network Connection "
       "[8086:10d3] (rev 10)",
       {"02:00.0 pci:v00008086d000010D3sv*sd*bc02sc00i*"}},
      {"0c:00.0 USB controller [0c03]: Advanced Micro Devices, Inc. [AMD/ATI] Ellesmere [Radeon RX "
       "470/480] "
       "[1002:67df]",
       {"0c:00.0 pci:v00001002d000067DFsv*sd*bc0Csc03i*"}},
      {"0c:00.0 Class [7701]: Acme [0c03]: [1002:0001] [1002:67df] (prog-if 03)",
       {"0c:00.0 pci:v00001002d000067DFsv*sd*bc77sc01i03"}},
      {"0a:00.0 IDE interface [0101]: Intel Corporation 82371AB/EB/MB PIIX4 IDE [8086:7111] (rev "
       "01) (prog-if 80 [ISA "
       "Compatibility mode-only controller, supports bus mastering])",
       {"0a:00.0 pci:v00008086d00007111sv*sd*bc01sc01i80"}},
      {"00:14.0 0c03: 8086:a36d (rev 10) (prog-if 30 [XHCI])",
       {"00:14.0 pci:v00008086d0000A36Dsv*sd*bc0Csc03i30"}},
      {"00:14.0 \"0c03\" \"8086\" \"a36d\" -r10 -p30 \"1043\" \"8694\"",
       {"00:14.0 pci:v00008086d0000A36Dsv00001043sd00008694bc0Csc03i30"}},
      {"00:1e.0 \"0604\" \"8086\" \"244e\" -r10 -p01 \"\" \"\"",
       {"00:1e.0 pci:v00008086d0000244Esv00000000sd00000000bc06sc04i01"}},
      // Before 3.9 an interface that is zero was left out.
      {"02:00.0 \"0200\" \"8086\" \"10d3\" -r10 \"103c\" \"1785\"",
       {"02:00.0 pci:v00008086d000010D3sv0000103Csd00001785bc02sc00i00"}},
      {"00:00.0 \"VGA compatible controller [0300]\" \"Advanced Micro Devices, Inc. [AMD/ATI] "
       "[1002]\" \"RV250 [Radeon "
       "9000 Series] [4966]\" -r01 -p00 \"Tul Corporation / PowerColor [148c]\" \"RV250 If [Radeon "
       "9000 Pro \\\"Evil "
       "Commando\\\"] [2039]\"",
       {"00:00.0 pci:v00001002d00004966sv0000148Csd00002039bc03sc00i00"}},
      {"Slot:\t00:14.0\nClass:\t0c03\nVendor:\t8086\nDevice:\ta36d\nSVendor:\t1043\nSDevice:"
       "\t8694\nRev:\t10\n"
       "ProgIf:\t30\nDriver:\txhci_hcd\nModule:\txhci_pci\n",
       {"00:14.0 pci:v00008086d0000A36Dsv00001043sd00008694bc0Csc03i30 xhci_hcd"}},
      {"Device:\t00:1e.0\nClass:\tPCI bridge [0604]\nVendor:\tIntel Corporation "
       "[8086]\nDevice:\t82801 PCI Bridge "
       "[244e]\n",
       {"00:1e.0 pci:v00008086d0000244Esv00000000sd00000000bc06sc04i00"}},
  }));
  CAPTURE(row.input);
  CHECK(lspci(row.input) == row.expected);
}

TEST_CASE("lspci: lines below a device", "[devices]") {
  CHECK(
      lspci(
          R"(00:00.0 Host bridge [0600]: Intel Corporation 8th Gen Core Processor Host Bridge/DRAM Registers [8086:3ec2] (rev 07)
	Subsystem: ASUSTeK Computer Inc. PRIME H310M-D [1043:8694]
	Kernel driver in use: skl_uncore
00:1f.6 Ethernet controller [0200]: Intel Corporation 82574L Gigabit Network Connection [8086:10d3] (rev 10)
	Subsystem: Hewlett-Packard Company NC112i 1-port Ethernet Server Adapter [103c:1785]
	Kernel driver in use: e1000e
	Kernel modules: e1000e
01:00.0 0300: 10de:1b81
	Subsystem: 3842:6276
02:00.0 Non-Volatile memory controller [0108]: Samsung Electronics Co Ltd NVMe SSD Controller SM981/PM981/PM983 [144d:a808]
	Kernel driver in use: nvme
)") == strings{"00:00.0 pci:v00008086d00003EC2sv00001043sd00008694bc06sc00i* skl_uncore",
               "00:1f.6 pci:v00008086d000010D3sv0000103Csd00001785bc02sc00i* e1000e",
               "01:00.0 pci:v000010DEd00001B81sv00003842sd00006276bc03sc00i*",
               "02:00.0 pci:v0000144Dd0000A808sv*sd*bc01sc08i* nvme"});
}

TEST_CASE("lspci: -v leaves out what is zero", "[devices]") {
  CHECK(
      lspci(
          R"(00:01.0 PCI bridge [0604]: Intel Corporation 6th-10th Gen Core Processor PCIe Controller (x16) [8086:1901] (rev 07) (prog-if 00 [Normal decode])
	Subsystem: ASUSTeK Computer Inc. 6th-10th Gen Core Processor PCIe Controller (x16) [1043:8694]
	Flags: fast devsel
	Bus: primary=00, secondary=00, subordinate=00, sec-latency=0
	Capabilities: [40] Subsystem: ASUSTeK Computer Inc. 6th-10th Gen Core Processor PCIe Controller (x16) [1043:8694]

08:00.0 Ethernet controller [0200]: Realtek Semiconductor Co., Ltd. RTL8111/8168/8411 PCI Express Gigabit Ethernet Controller [10ec:8168] (rev 15)
	Flags: fast devsel

02:00.0 Non-Volatile memory controller [0108]: Samsung Electronics Co Ltd NVMe SSD Controller SM981/PM981/PM983 [144d:a808] (prog-if 02 [NVM Express])
	Control: I/O- Mem- BusMaster- SpecCycle- MemWINV- VGASnoop- ParErr- Stepping- SERR- FastB2B- DisINTx-
	Status: Cap- 66MHz- UDF- FastB2B- ParErr- DEVSEL=fast >TAbort- <TAbort- <MAbort- >SERR- <PERR- INTx-
	Kernel driver in use: nvme
)") == strings{"00:01.0 pci:v00008086d00001901sv00001043sd00008694bc06sc04i00",
               "08:00.0 pci:v000010ECd00008168sv00000000sd00000000bc02sc00i00",
               "02:00.0 pci:v0000144Dd0000A808sv00000000sd00000000bc01sc08i02 nvme"});
}

TEST_CASE("lspci: what stands around its lines", "[devices]") {
  const strings expected{"02:00.0 pci:v00008086d000010D3sv0000103Csd00001785bc02sc00i* e1000e"};
  const std::string input = GENERATE(
      "$ lspci -nk\n02:00.0 0200: 8086:10d3 (rev 10)\n\tSubsystem: 103c:1785\n\tKernel driver in "
      "use: e1000e\n$ exit\n",
      "02:00.0 0200: 8086:10d3 (rev 10)\r\n\tSubsystem: 103c:1785\r\n\tKernel driver in use: "
      "e1000e\r\n",
      "  \t 02:00.0 0200: 8086:10d3\n     Subsystem: 103c:1785\n     Kernel driver in use: e1000e",
      "Hello,\n\nSubsystem: 1111:2222\n02:00.0 0200: 8086:10d3\n\nSubsystem: 103c:1785\n\nKernel "
      "driver in use: "
      "e1000e\n"
      "Device: 1234\nSubsystem: 3333:4444\n\nRegards\n",
      "lspci: Unable to load libkmod resources: error -2\n02:00.0 0200: 8086:10d3\nSubsystem: "
      "103c:1785\n"
      "Kernel driver in use: e1000e\n00: 86 80 d3 10\n",
      "\xef\xbb\xbf"
      "02:00.0 0200: 8086:10d3\r\n\tSubsystem: 103c:1785\r\n\tKernel driver in use: "
      "e1000e\r\n",
      "> 02:00.0 0200: 8086:10d3\n> \tSubsystem: 103c:1785\n>\n>> \tKernel driver in use: "
      "e1000e\n");
  CAPTURE(input);
  CHECK(lspci(input) == expected);
}

TEST_CASE("lspci: a line of another device changes none", "[devices]") {
  CHECK(lspci("02:00.0 0200: 8086:10d3\nSubsystem: 103c:1785\nKernel driver in use: e1000e\n"
              "Kernel driver in use: igb\nSubsystem: 1111:2222\n"
              "03:00.0 Ethernet controller: Intel Corporation\n\tKernel driver in use: igb\n") ==
        strings{"02:00.0 pci:v00008086d000010D3sv0000103Csd00001785bc02sc00i* e1000e",
                no_ids(6, "03:00.0")});
}

TEST_CASE("lspci: texts without a device", "[devices]") {
  const Row row = GENERATE(values<Row>({
      {"", no_pci},
      {"\n\n", no_pci},
      {"Hello: world\n", no_pci},
      {"pci:v00008086d000010D3sv*sd*bc02sc00i*\n", no_pci},
      {"-+-[0000:00]-+-00.0\n |           +-01.0--\n", no_pci},
      {"Bus 001 Device 004: ID 0bda:8152 Realtek\n", no_pci},
      {"\tSubsystem: 103c:1785\n\tFlags: fast devsel\n", no_pci},
      {"Class:\t0c03\nVendor:\t8086\nDevice:\ta36d\n", no_pci},
      {"00:1f.6 Ethernet controller: Intel Corporation Ethernet Connection (2) I219-LM (rev 31)\n",
       {no_ids(1, "00:1f.6")}},
      {"00:02.0 \"VGA compatible controller\" \"Intel Corporation\" \"UHD Graphics 630\" -p00 \"\" "
       "\"\"\n",
       {no_ids(1, "00:02.0")}},
      {"06:00.0 \"Unassigned class [ff00]\" \"Moore Threads\" \"MTT S10\" -p42 \"\" \"\"\n",
       {no_ids(1, "06:00.0")}},
      {"Slot:\t00:00.0\nClass:\tHost bridge\nVendor:\tIntel Corporation\nDevice:\tBridge\n",
       {no_ids(1, "00:00.0")}},
      {"02:00.0 0200: 8086:10d\n", {no_ids(1, "02:00.0")}},
      {"02:00.0 0200: 8086:10dg\n", {no_ids(1, "02:00.0")}},
      {"02:00.0 \"0200\" \"8086\n", {no_ids(1, "02:00.0")}},
      {"02:00.0\n", {no_ids(1, "02:00.0")}},
      {"02:00.0 [8086:10d3\n", {no_ids(1, "02:00.0")}},
      {"02:00.0 8086:10d3]\n", {no_ids(1, "02:00.0")}},
  }));
  CAPTURE(row.input);
  CHECK(lspci(row.input) == row.expected);
}

TEST_CASE("lsusb: plain lines", "[devices]") {
  const strings expected{"bus 1 device 4 usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*",
                         "bus 1 device 1 usb:v1D6Bp0002d*dc*dsc*dp*ic*isc*ip*in*"};
  const std::string input = GENERATE(
      "Bus 001 Device 004: ID 0bda:8152 Realtek Semiconductor Corp. RTL8152 Fast Ethernet Adapter\n"
      "Bus 001 Device 001: ID 1d6b:0002 Linux Foundation 2.0 root hub\n",
      "Bus 001 Device 004: ID 0bda:8152\r\nBus 001 Device 001: ID 1d6b:0002 \r\n",
      "$ lsusb\n  Bus 001 Device 004: ID 0BDA:8152 \n\n\tBus 001 Device 001: ID 1d6b:0002\n$ exit",
      "Bus stop\nBus 001 Device 004: ID 0bda:8152\nBus 001 Device 001: ID 1d6b:0002\n",
      "> Bus 001 Device 004: ID 0bda:8152\n> Bus 001 Device 001: ID 1d6b:0002\n");
  CAPTURE(input);
  CHECK(lsusb(input) == expected);
}

TEST_CASE("lsusb: a line that is spoiled is a problem, and changes no other device", "[devices]") {
  CHECK(lsusb("Bus 001 Device 004: ID 0bda:8152\nBus 002 Device 003: ID 0bda:815\n"
              "Bus 001 Device 004\n  bDeviceClass 9 Hub\n") ==
        strings{"bus 1 device 4 usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*", no_usb_ids(2),
                no_usb_ids(3)});
}

TEST_CASE("lsusb: -v tells each interface", "[devices]") {
  const strings expected{
      "bus 1 device 4 interface 0 usb:v0BDAp8152d2000dc00dsc00dp00ic02isc06ip00in00",
      "bus 1 device 5 interface 0 usb:v046Dp0825d0012dcEFdsc02dp01ic0Eisc01ip00in00",
      "bus 1 device 5 interface 1 usb:v046Dp0825d0012dcEFdsc02dp01ic0Eisc02ip00in01",
      "warning: line 2: bus 1 device 4: of 2 configurations number 2 is taken, as the kernel "
      "chooses "
      "unless a driver wants another: lsusb does not say which one is active",
  };
  CHECK(lsusb(network_adapter + webcam) == expected);
  CHECK(lsusb("Bus 001 Device 002: ID 8087:0024 Intel Corp.\nDevice Descriptor:\n  bDeviceClass 9 "
              "Hub\n  bcdDevice "
              "0.a1\n") == strings{"bus 1 device 2 usb:v8087p0024d00A1dc09dsc*dp*ic*isc*ip*in*"});
  // The numbers are decimal, and fit in one byte.
  CHECK(lsusb("Bus 001 Device 002: ID 8087:0024\nbDeviceClass 256\nbDeviceSubClass "
              "0x9\nbDeviceProtocol -1\nbcdDevice "
              "1\n") == strings{"bus 1 device 2 usb:v8087p0024d*dc*dsc*dp*ic*isc*ip*in*"});
}

TEST_CASE("lsusb: -tv tells ids and drivers", "[devices]") {
  CHECK(lsusb(R"(/:  Bus 01.Port 1: Dev 1, Class=root_hub, Driver=xhci_hcd/16p, 480M
    ID 1d6b:0002 Linux Foundation 2.0 root hub
    |__ Port 4: Dev 4, If 0, Class=Vendor Specific Class, Driver=r8152, 480M
        ID 0bda:8152 Realtek Semiconductor Corp. RTL8152 Fast Ethernet Adapter
    |__ Port 5: Dev 5, If 3, Class=Audio, Driver=(none), 480M
        ID 046d:0825 Logitech, Inc. Webcam C270
/:  Bus 002.Port 001: Dev 001, Class=root_hub, Driver=xhci_hcd/6p, 5000M
    ID 1d6b:0003 Linux Foundation 3.0 root hub
    |__ Port 003: Dev 002, If 0, Class=Hub, Driver=hub/4p, 5000M
        ID 05e3:0625 Genesys Logic, Inc. USB3.2 Hub
        |__ Port 001: Dev 003, If 0, Class=Mass Storage, Driver=[none], 5000M
            ID 0781:5581 SanDisk Corp. Ultra
)") == strings{"bus 1 device 1 usb:v1D6Bp0002d*dc*dsc*dp*ic*isc*ip*in*",
               "bus 1 device 4 interface 0 usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in00 r8152",
               "bus 1 device 5 interface 3 usb:v046Dp0825d*dc*dsc*dp*ic*isc*ip*in03",
               "bus 2 device 1 usb:v1D6Bp0003d*dc*dsc*dp*ic*isc*ip*in*",
               "bus 2 device 2 interface 0 usb:v05E3p0625d*dc*dsc*dp*ic*isc*ip*in00 hub",
               "bus 2 device 3 interface 0 usb:v0781p5581d*dc*dsc*dp*ic*isc*ip*in00"});
}

TEST_CASE("lsusb: texts without a device", "[devices]") {
  const Row row = GENERATE(values<Row>({
      {"", no_usb},
      {"Bus\n", no_usb},
      {"00:14.0 0c03: 8086:a36d (rev 10)\n", no_usb},
      {"ID 0bda:8152\n", no_usb},
      {"Bus 001 Device 004: ID 0bda8152\n", {no_usb_ids(1)}},
      {"Bus 001 Device 004 ID 0bda:8152\n", {no_usb_ids(1)}},
      {"Device Descriptor:\n  Configuration Descriptor:\n  Interface Descriptor:\n", no_usb},
      {"/:  Bus 01.Port 1: Dev 1, Class=root_hub, Driver=xhci_hcd/16p, 480M\n    |__ Port 4: Dev "
       "4, If 0, Class=Hub\n",
       {no_usb_ids(1), no_usb_ids(2)}},
  }));
  CAPTURE(row.input);
  CHECK(lsusb(row.input) == row.expected);
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

TEST_CASE("devices: of cut and spoiled listings", "[devices]") {
  const std::string texts[] = {network_adapter + webcam,
                               "00:14.0 USB controller [0c03]: Intel [8086:a36d] (rev 10) (prog-if "
                               "30 [XHCI])\n\tSubsystem: Acme [1043:8694]\n"
                               "\tFlags: fast devsel\n\n00:14.0 \"0c03 [0c03]\" \"8086\" "
                               "\"\\\"a36d\" -r10 -p30 \"1043\" \"8694\"\n"
                               "Slot:\t00:14.0\nClass:\t0c03\nVendor:\t8086\nDevice:\ta36d\nProgIf:"
                               "\t30\n00:14.0 0c03: 8086:a36d\n",
                               "/:  Bus 01.Port 1: Dev 1, Class=root_hub, Driver=x/16p, 480M\n    "
                               "ID 1d6b:0002 Linux\n    |__ Port 4: Dev 4, If "
                               "0, Class=Hub, Driver=r8152, 480M\n        ID 0bda:8152 Realtek\n"};
  const auto check = [](const std::string& text) {
    for (const ListingKind kind : {ListingKind::lspci, ListingKind::lsusb})
      for (const Device& device : read_device_text(text, kind).devices)
        CHECK((device.modalias.starts_with("pci:v0000") || device.modalias.starts_with("usb:v")));
    // Whatever the text is, something is said of it.
    const DeviceReading reading = read_device_text(text);
    CHECK_FALSE((reading.devices.empty() && reading.problems.empty()));
  };
  const unsigned seed = 20250612;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (const std::string& text : texts) {
    for (std::size_t size = 0; size <= text.size(); ++size) check(text.substr(0, size));
    for (int round = 0; round < 300; ++round) {
      std::string spoiled = text;
      for (int i = 0; i < 20; ++i)
        spoiled[random() % text.size()] = "\0\n :[]\"\\\t0f\xff-"[random() % 13];
      check(spoiled);
    }
  }
}

TEST_CASE("devices: of huge lines", "[devices]") {
  const std::string piece = GENERATE("]", "[", "\"", "\"\" ", "\\", " ", ":", "[8086:10d", "a ",
                                     "0", "(prog-if ", ",", "\n");
  std::string many;
  while (many.size() < 500'000) many += piece;
  const std::string head = GENERATE("", "00:14.0 ", "00:14.0 \"", "Slot: 00:14.0\nDriver:", "Bus ",
                                    "|__ ", "Bus 001 Device 004: ID 0bda:8152\nbcdDevice ");
  CAPTURE(piece, head);
  for (const ListingKind kind : {ListingKind::lspci, ListingKind::lsusb, ListingKind::automatic})
    CHECK(read_device_text(head + many, kind).devices.size() <= 1);
}

}  // namespace ko2alias::test
