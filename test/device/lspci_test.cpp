// Devices from texts that lspci 3.9.0 printed, and others that are near to them.
#include <string>

#include "device/device_rows.h"

namespace ko2alias::test {
namespace {

strings lspci(std::string_view text) { return shown(text, ListingKind::lspci); }

const strings no_pci{
    "error: no PCI device: expected what lspci -n prints, lines such as 00:1f.6 0200: 8086:15b7"};

}  // namespace

TEST_CASE("lspci: a device in each form", "[devices]") {
  const TextRow row = GENERATE(values<TextRow>({
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
       {"00:14.0 pci:v00008086d0000A36Dsv00001043sd00008694bc0Csc03i30 xhci_hcd (xhci_pci)"}},
      {"Device:\t00:1e.0\nClass:\tPCI bridge [0604]\nVendor:\tIntel Corporation "
       "[8086]\nDevice:\t82801 PCI Bridge "
       "[244e]\n",
       {"00:1e.0 pci:v00008086d0000244Esv00000000sd00000000bc06sc04i00"}},
  }));
  CAPTURE(row.text);
  CHECK(lspci(row.text) == row.expected);
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
               "00:1f.6 pci:v00008086d000010D3sv0000103Csd00001785bc02sc00i* e1000e (e1000e)",
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
  const TextRow row = GENERATE(values<TextRow>({
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
  CAPTURE(row.text);
  CHECK(lspci(row.text) == row.expected);
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

}  // namespace ko2alias::test
