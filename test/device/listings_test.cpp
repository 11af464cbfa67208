// Lists and listings as people paste them.
#include "device/device_list.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// Each device as `WHERE MODALIAS DRIVER (MODULES)`; then the problems.
strings shown(std::string_view text, ListingKind kind = ListingKind::automatic) {
  strings lines;
  const DeviceReading reading = read_device_text(text, kind);
  for (const Device& device : reading.devices) {
    std::string line = device.where + (device.where.empty() ? "" : " ") + device.modalias;
    if (!device.driver.empty()) line += " " + device.driver;
    for (const std::string& module : device.modules) line += " (" + module + ")";
    lines.push_back(line);
  }
  for (const Problem& problem : reading.problems) lines.push_back(to_text(problem));
  return lines;
}

// The problem of a line that is no device.
std::string strange(int line) {
  return "error: line " + std::to_string(line) +
         ": expected a modalias, ids such as 8086:10d3, either behind HOST<TAB>, or what lspci, "
         "lsusb, usb-devices or udevadm prints";
}

std::string no_ids(int line, const std::string& slot) {
  return "error: line " + std::to_string(line) + ": " + slot +
         ": the ids of vendor and device are missing: expected what lspci -n or lspci -nn prints";
}

struct Row {
  std::string text;
  strings expected;
};

const std::string ahci = "pci:v00008086d00002922sv00001AF4sd00001100bc01sc06i01";
const std::string nic = "usb:v0BDAp8152d2000dc00dsc00dp00icFFiscFFip00in00";

}  // namespace

TEST_CASE("list: a modalias as programs write it, behind a host or a path", "[devices]") {
  const Row row = GENERATE(values<Row>({
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
  const Row row = GENERATE(values<Row>({
      {"hello\n", {strange(1)}},
      {"# a list\n\nspi:a\nhello world\nspi:b\n", {"spi:a", "spi:b", strange(4)}},
      {"hello\nspi:a\n", {"spi:a", strange(1)}},
      {"edge1\te1000e\nspi:a\n", {"spi:a", strange(1)}},
      {"spi:a\npci:8086\n", {"spi:a", strange(2)}},
      {"edge1: 8086:10d3\nspi:a\n", {"spi:a", strange(1)}},
      {ahci + " /sys/devices/pci0000:00/0000:00:1f.2\nspi:a\n", {"spi:a", strange(1)}},
      {"spi:ad5300 # the converter\nspi:a\n", {"spi:a", strange(1)}},
      {"/sys/devices/x/modalias:\nspi:a\n", {"spi:a", strange(1)}},
      {"em0@pci0:2:0:0: class=0x020000 card=0x00008086 chip=0x10d38086\n", {strange(1)}},
      {"-[0000:00]-+-00.0\n", {strange(1)}},
      {"[    0.5] pci 0000:00:1f.6: [8086:15b7] type 00 class 0x020000\n", {strange(1)}},
      {"", {"error: no devices in this file"}},
      {"# nothing\n", {"error: no devices in this file"}},
  }));
  CAPTURE(row.text);
  CHECK(shown(row.text) == row.expected);
}

TEST_CASE("list: a bus that is not known is taken, and told", "[devices]") {
  CHECK(shown("spi:a\nacme:x\n") ==
        strings{"spi:a", "acme:x",
                "warning: line 2: 'acme' is no bus that is known, and is taken for one"});
  CHECK(shown("acme:x\n") ==
        strings{"acme:x", "warning: line 1: 'acme' is no bus that is known, and is taken for one"});
}

TEST_CASE("udevadm: the devices of its records", "[devices]") {
  const std::string records = R"(P: /devices/pci0000:00/0000:00:1f.2
M: 0000:00:1f.2
R: 2
J: +pci:0000:00:1f.2
U: pci
V: ahci
E: DEVPATH=/devices/pci0000:00/0000:00:1f.2
E: SUBSYSTEM=pci
E: DRIVER=ahci
E: PCI_CLASS=10601
E: PCI_ID=8086:2922
E: MODALIAS=)" + ahci + R"(

P: /devices/pci0000:00/0000:00:1f.2/ata1
E: DEVPATH=/devices/pci0000:00/0000:00:1f.2/ata1
E: SUBSYSTEM=ata_port

P: /devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0
T: usb_interface
E: DEVTYPE=usb_interface
E: PRODUCT=bda/8152/2000
E: MODALIAS=)" + nic + "\n";
  const strings expected{"0000:00:1f.2 " + ahci + " ahci", "1-2:1.0 " + nic};
  CHECK(shown(records) == expected);
  CHECK(shown(records, ListingKind::udevadm) == expected);
  CHECK(shown("P: /devices/platform/soc/spi0/spi0.0\nE: SUBSYSTEM=spi\nE: MODALIAS=spi:ad5300\n") ==
        strings{"spi0.0 spi:ad5300"});
}

TEST_CASE("udevadm: monitor, query and -a", "[devices]") {
  CHECK(shown("monitor will print the received events for:\nUDEV - the event which udev sends out\n"
              "\nUDEV  [12.345678] add      /devices/x/1-2:1.0 (usb)\nACTION=add\n"
              "DEVPATH=/devices/x/1-2:1.0\nSUBSYSTEM=usb\nMODALIAS=" +
              nic + "\nDRIVER=r8152\n\nUDEV  [12.4] add /devices/y (spi)\nDEVPATH=/devices/y\n") ==
        strings{"1-2:1.0 " + nic + " r8152"});
  CHECK(shown("  looking at device '/devices/pci0000:00/0000:00:1f.2':\n"
              "    KERNEL==\"0000:00:1f.2\"\n    DRIVER==\"ahci\"\n    ATTR{modalias}==\"" +
              ahci +
              "\"\n\n  looking at parent device '/devices/platform/x':\n    DRIVERS==\"\"\n"
              "    ATTRS{modalias}==\"platform:x\"\n") ==
        strings{"0000:00:1f.2 " + ahci + " ahci", "x platform:x"});
}

TEST_CASE("uevent: files one behind the other, and as grep prints them", "[devices]") {
  CHECK(shown("DRIVER=ahci\nPCI_CLASS=10601\nMODALIAS=" + ahci +
              "\nPCI_CLASS=20000\nMODALIAS=spi:b\nDRIVER=c\nMODALIAS=spi:d\n") ==
        strings{ahci + " ahci", "spi:b", "spi:d c"});
  CHECK(shown("/sys/bus/x/devices/a/uevent:DRIVER=foo\n/sys/bus/x/devices/a/uevent:MODALIAS=spi:a\n"
              "/sys/bus/x/devices/b/uevent:MODALIAS=spi:b\n"
              "/sys/bus/x/devices/b/uevent:MODALIAS=acpi:B:\n") ==
        strings{"a spi:a foo", "b spi:b", "b acpi:B:"});
  CHECK(shown("DRIVER=a\nMODALIAS=pci:8086\n") ==
        strings{"error: line 2: expected a modalias behind MODALIAS=, such as spi:ad5300"});
}

TEST_CASE("lspci: ids without names in pci.ids", "[devices]") {
  // lspci -k -i /dev/null of pciutils 3.9, and of 3.7 behind its prompt.
  CHECK(
      shown("lspci -k\n0000:00:0e.0 Class 0104: Device 8086:467f\n"
            "        Subsystem: Device 1028:0b0b\n"
            "        Kernel driver in use: vmd\n        Kernel modules: vmd, ahci\n"
            "0001:02:00.0 Class 0200: Device 8086:1539 (rev 03)\n") ==
      strings{"0000:00:0e.0 pci:v00008086d0000467Fsv00001028sd00000B0Bbc01sc04i* vmd (vmd) (ahci)",
              "0001:02:00.0 pci:v00008086d00001539sv*sd*bc02sc00i*"});
  CHECK(shown("00:01.0 Class [ffff]: Device [1af4:1045] (rev 01)\n"
              "\tSubsystem: Device [1af4:1045]\n") ==
        strings{"00:01.0 pci:v00001AF4d00001045sv00001AF4sd00001045bcFFscFFi*"});
  const std::string all = "00:01.0 pci:v00001AF4d00001045sv00001AF4sd00001045bcFFscFFi00";
  for (const std::string text :
       {"00:01.0 \"Class ffff\" \"Vendor 1af4\" \"Device 1045\" -r01 -p00 \"Unknown vendor 1af4\" "
        "\"Device 1045\"\n",
        "00:01.0 \"Class [ffff]\" \"Vendor [1af4]\" \"Device [1045]\" -r01 -p00 \"Unknown vendor "
        "[1af4]\" \"Device [1045]\"\n",
        "Slot:\t00:01.0\nClass:\tClass ffff\nVendor:\tVendor 1af4\nDevice:\tDevice 1045\n"
        "SVendor:\tUnknown vendor 1af4\nSDevice:\tDevice 1045\nRev:\t01\nProgIf:\t00\n"}) {
    CAPTURE(text);
    CHECK(shown(text) == strings{all});
  }
}

TEST_CASE("lspci: names for some of its lines", "[devices]") {
  CHECK(shown("00:00.0 Host bridge: Device 1d94:1450\n"
              "00:01.0 PCI bridge: Device 1d94:1453 (prog-if 00 [Normal decode])\n"
              "06:00.0 Ethernet controller: Realtek Semiconductor Co., Ltd. RTL8125 2.5GbE "
              "Controller (rev 05)\n"
              "07:00.0 Ethernet controller [0200]: Intel Corporation Ethernet Controller I225-V "
              "[8086:15f3] (rev 03)\n"
              "08:00.0 Host bridge: Intel Corporation Device 0d57\n") ==
        strings{"00:00.0 pci:v00001D94d00001450sv*sd*bc*sc*i*",
                "00:01.0 pci:v00001D94d00001453sv*sd*bc*sc*i00",
                "07:00.0 pci:v00008086d000015F3sv*sd*bc02sc00i*", no_ids(3, "06:00.0"),
                no_ids(5, "08:00.0")});
}

TEST_CASE("lspci: a subsystem that is named is not zero", "[devices]") {
  const std::string expected = "00:02.0 pci:v00008086d00003E92sv*sd*bc03sc00i00";
  const std::string text = GENERATE(
      "00:02.0 0300: 8086:3e92\n\tSubsystem: Dell UHD Graphics\n\tFlags: fast devsel\n",
      "00:02.0 \"Class 0300\" \"Vendor 8086\" \"Device 3e92\" -p00 \"Dell\" \"UHD Graphics\"\n",
      "Slot:\t00:02.0\nClass:\t0300\nVendor:\t8086\nDevice:\t3e92\nSVendor:\tDell\n"
      "SDevice:\tUHD Graphics\nProgIf:\t00\n");
  CAPTURE(text);
  CHECK(shown(text) == strings{expected});
}

TEST_CASE("lspci: busybox tells no interface, and the driver at the end", "[devices]") {
  CHECK(shown("00:0d.0 \"Class 0c03\" \"8086\" \"461e\" \"1028\" \"0b0b\" \"xhci_hcd\"\n"
              "00:1f.2 \"Class 0106\" \"1b4b\" \"9235\" \"1b4b\" \"9235\" \"ahci\"\n"
              "00:1f.3 \"Class 0c05\" \"8086\" \"51a3\" \"0000\" \"0000\"\n") ==
        strings{"00:0d.0 pci:v00008086d0000461Esv00001028sd00000B0Bbc0Csc03i* xhci_hcd",
                "00:1f.2 pci:v00001B4Bd00009235sv00001B4Bsd00009235bc01sc06i* ahci",
                "00:1f.3 pci:v00008086d000051A3sv00000000sd00000000bc0Csc05i*"});
  CHECK(shown("00:00.0 Class 0600: 8086:29c0\n00:01.0 Class 0300: 1234:1111 bochs-drm\n") ==
        strings{"00:00.0 pci:v00008086d000029C0sv*sd*bc06sc00i*",
                "00:01.0 pci:v00001234d00001111sv*sd*bc03sc00i* bochs-drm"});
}

TEST_CASE("lspci: the modules that it names are the device's", "[devices]") {
  CHECK(shown("01:00.0 Non-Volatile memory controller [0108]: Samsung Electronics Co Ltd NVMe SSD "
              "Controller [144d:a80a]\n\tSubsystem: Samsung Electronics Co Ltd SSD 980 PRO "
              "[144d:a801]\n\tKernel driver in use: nvme\n\tKernel modules: nvme\n") ==
        strings{"01:00.0 pci:v0000144Dd0000A80Asv0000144Dsd0000A801bc01sc08i* nvme (nvme)"});
  CHECK(shown("Slot:\tc0:00.0\nClass:\tNetwork controller [0280]\nVendor:\tMEDIATEK Corp. [14c3]\n"
              "Device:\tMT7925 (RZ717) Wi-Fi 7 160MHz [7925]\nDriver:\tmt7925e\nModule:\tmt7925e\n"
              "Module:\tother\n") ==
        strings{"c0:00.0 pci:v000014C3d00007925sv00000000sd00000000bc02sc80i00 mt7925e (mt7925e) "
                "(other)"});
}

TEST_CASE("lsusb -v: the configuration that the kernel chooses", "[devices]") {
  const auto interface = [](int number, int device_class) {
    return "    Interface Descriptor:\n      bInterfaceNumber        " + std::to_string(number) +
           "\n      bAlternateSetting       0\n      bInterfaceClass       " +
           std::to_string(device_class) +
           "\n      bInterfaceSubClass     13\n      bInterfaceProtocol      0\n";
  };
  const std::string configuration = "  Configuration Descriptor:\n    bLength 9\n";
  const std::string head =
      "Bus 002 Device 003: ID 0bda:8157 Realtek Semiconductor Corp. 5G Ethernet Adapter\n"
      "Device Descriptor:\n  bcdUSB               3.00\n  bDeviceClass            0\n"
      "  bDeviceSubClass         0\n  bDeviceProtocol         0\n  bcdDevice           30.04\n";
  const std::string device = "usb:v0BDAp8157d3004dc00dsc00dp00";
  const auto choice = [](int count, int number) {
    return "warning: line 1: bus 2 device 3: of " + std::to_string(count) +
           " configurations number " + std::to_string(number) +
           " is taken, as the kernel chooses unless a driver wants another: lsusb does not say "
           "which one is active";
  };
  CHECK(shown(head + configuration + interface(0, 255) + configuration + interface(0, 2) +
              interface(1, 10) + configuration + interface(0, 2)) ==
        strings{"bus 2 device 3 interface 0 " + device + "ic02isc0Dip00in00",
                "bus 2 device 3 interface 1 " + device + "ic0Aisc0Dip00in01", choice(3, 2)});
  CHECK(shown(head + configuration + interface(0, 255) + configuration + interface(0, 255)) ==
        strings{"bus 2 device 3 interface 0 " + device + "icFFisc0Dip00in00", choice(2, 1)});
  CHECK(shown(head + configuration + interface(0, 255)) ==
        strings{"bus 2 device 3 interface 0 " + device + "icFFisc0Dip00in00"});
  CHECK(shown("Device: ID 0bda:8157 Realtek\n" + head.substr(head.find('\n') + 1)) ==
        strings{device + "ic*isc*ip*in*"});
}

TEST_CASE("usb-devices: whole modaliases", "[devices]") {
  CHECK(shown(R"(
T:  Bus=01 Lev=01 Prnt=01 Port=02 Cnt=01 Dev#=  2 Spd=12   MxCh= 0
D:  Ver= 1.10 Cls=ff(vend.) Sub=00 Prot=00 MxPS= 8 #Cfgs=  1
P:  Vendor=1a86 ProdID=7522 Rev=02.64
S:  Product=USB Serial
C:  #Ifs= 1 Cfg#= 1 Atr=80 MxPwr=98mA
I:  If#= 0 Alt= 0 #EPs= 3 Cls=ff(vend.) Sub=01 Prot=02 Driver=(none)
E:  Ad=02(O) Atr=02(Bulk) MxPS=  32 Ivl=0ms

T:  Bus=01 Lev=01 Prnt=01 Port=02 Cnt=01 Dev#=  4 Spd=480 MxCh= 0
D:  Ver= 2.10 Cls=ef(misc ) Sub=02 Prot=01 MxPS=64 #Cfgs=  2
P:  Vendor=0bda ProdID=8152 Rev=20.00
C:  #Ifs= 2 Cfg#= 1 Atr=a0 MxPwr=100mA
I:  If#= 0 Alt= 0 #EPs= 2 Cls=ff(vend.) Sub=ff Prot=00 Driver=r8152
I:  If#=0xa Alt= 1 #EPs= 2 Cls=0e(video) Sub=02 Prot=00 Driver=(none)

T:  Bus=02 Lev=00 Prnt=00 Port=00 Cnt=00 Dev#=  1 Spd=480 MxCh= 6
D:  Ver= 2.00 Cls=09(hub  ) Sub=00 Prot=01 MxPS=64 #Cfgs=  1
)") == strings{"bus 1 device 2 interface 0 usb:v1A86p7522d0264dcFFdsc00dp00icFFisc01ip02in00",
               "bus 1 device 4 interface 0 usb:v0BDAp8152d2000dcEFdsc02dp01icFFiscFFip00in00 r8152",
               "bus 1 device 4 interface 10 usb:v0BDAp8152d2000dcEFdsc02dp01ic0Eisc02ip00in0A",
               "error: line 17: a USB device without its ids: expected a line such as P:  "
               "Vendor=1a86 ProdID=7522 below it"});
}

TEST_CASE("usb-devices: of the kernel's file what is active", "[devices]") {
  CHECK(shown("T:  Bus=01 Lev=01 Prnt=01 Port=02 Cnt=01 Dev#=  2 Spd=12   MxCh= 0\n"
              "D:  Ver= 1.10 Cls=00(>ifc ) Sub=00 Prot=00 MxPS= 8 #Cfgs=  2\n"
              "P:  Vendor=0bda ProdID=8157 Rev= 2.64\n"
              "C:  #Ifs= 1 Cfg#= 1 Atr=80 MxPwr=98mA\n"
              "I:  If#= 0 Alt= 0 #EPs= 3 Cls=ff(vend.) Sub=ff Prot=00 Driver=\n"
              "C:* #Ifs= 1 Cfg#= 2 Atr=80 MxPwr=98mA\n"
              "I:* If#= 0 Alt= 0 #EPs= 1 Cls=02(comm.) Sub=0d Prot=00 Driver=cdc_ncm\n"
              "I:  If#= 1 Alt= 0 #EPs= 0 Cls=0a(data ) Sub=00 Prot=01 Driver=cdc_ncm\n"
              "I:* If#= 1 Alt= 1 #EPs= 2 Cls=0a(data ) Sub=00 Prot=01 Driver=cdc_ncm\n") ==
        strings{"bus 1 device 2 interface 0 usb:v0BDAp8157d0264dc00dsc00dp00ic02isc0Dip00in00 "
                "cdc_ncm",
                "bus 1 device 2 interface 1 usb:v0BDAp8157d0264dc00dsc00dp00ic0Aisc00ip01in01 "
                "cdc_ncm"});
}

TEST_CASE("lsusb: the tree of network storages", "[devices]") {
  CHECK(shown(R"(|__usb1          1d6b:0002:0404 09  2.00  480MBit/s 0mA 1IF  (Linux 4.4.180+) hub
  |__1-4         f400:f400:0100 00  2.00  480MBit/s 200mA 1IF  (Vendor DiskStation 65)
  |__1-5         DiskStation
|__usb2          1d6b:0003 09  3.00 5000MBit/s 0mA 1IF  (Linux 4.4.180+) hub
  |__2-1.3       0bda:8156:3104 00  3.20 5000MBit/s 256mA 1IF  (Realtek USB LAN 4000000001)
)") == strings{"usb1 usb:v1D6Bp0002d0404dc09dsc*dp*ic*isc*ip*in*",
               "1-4 usb:vF400pF400d0100dc00dsc*dp*ic*isc*ip*in*",
               "usb2 usb:v1D6Bp0003d*dc09dsc*dp*ic*isc*ip*in*",
               "2-1.3 usb:v0BDAp8156d3104dc00dsc*dp*ic*isc*ip*in*",
               "error: line 3: 1-5: a USB device without its ids: expected them behind its port, "
               "as in 2-1 0bda:8156"});
}

TEST_CASE("listings: verbatim lines are devices, whatever they look like", "[devices]") {
  CHECK(shown("fs-ext4\n\n# a remark\nhello world\n00:1f.2 0106: 8086:2922\n> MODALIAS=x\n",
              ListingKind::verbatim) ==
        strings{"fs-ext4", "hello world", "00:1f.2 0106: 8086:2922", "> MODALIAS=x"});
}

TEST_CASE("listings: a line that lost its beginning is a problem", "[devices]") {
  const std::string no_slot =
      "a device without its slot: expected a line such as 00:1f.6 0200: 8086:15b7";
  CHECK(shown("00:00.0 0600: 8086:29c0\n0:1f.2 0106: 8086:2922\n"
              "1f.3 SMBus [0c05]: Intel Corporation 82801I [8086:2930] (rev 02)\n"
              "\tSubsystem: Red Hat [1af4:1100]\n") ==
        strings{"00:00.0 pci:v00008086d000029C0sv*sd*bc06sc00i*", "error: line 2: " + no_slot,
                "error: line 3: " + no_slot});
  CHECK(shown("us 001 Device 004: ID 0bda:8152 Realtek\n") ==
        strings{"error: line 1: a USB device without its ids: expected what lsusb, lsusb -v or "
                "lsusb -tv prints"});
}

TEST_CASE("listings: of several programs in one text", "[devices]") {
  const std::string text =
      "$ lspci -n\n00:1f.2 0106: 8086:2922 (rev 02)\n$ lsusb\n"
      "Bus 001 Device 004: ID 0bda:8152 Realtek\n\n"
      "$ cat modalias\nspi:ad5300\nMODALIAS=spi:b\n";
  CHECK(shown(text) == strings{"00:1f.2 pci:v00008086d00002922sv*sd*bc01sc06i*",
                               "bus 1 device 4 usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*",
                               "spi:ad5300", "spi:b"});
  const std::vector<ListingKind> kinds = read_device_text(text).kinds;
  CHECK(kinds == std::vector{ListingKind::lspci, ListingKind::lsusb, ListingKind::list,
                             ListingKind::udevadm});
  CHECK(shown(text, ListingKind::lsusb).size() == 1);
}

}  // namespace ko2alias::test
