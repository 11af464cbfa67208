// Devices from texts that lsusb 014 and others like it printed.
#include <string>

#include "device/device_rows.h"
#include "device/lsusb_texts.h"

namespace ko2alias::test {
namespace {

strings lsusb(std::string_view text) { return shown(text, ListingKind::lsusb); }

std::string no_usb_ids(int line) {
  return "error: line " + std::to_string(line) +
         ": a USB device without its ids: expected what lsusb, lsusb -v or lsusb -tv prints";
}

const strings no_usb{
    "error: no USB device: expected what lsusb prints, lines such as Bus 001 Device 004: ID "
    "0bda:8152"};

}  // namespace

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
  const TextRow row = GENERATE(values<TextRow>({
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
  CAPTURE(row.text);
  CHECK(lsusb(row.text) == row.expected);
}

// The card usb-net of qemu, of which test/vm/lsusb_test shows that the kernel takes the second.
TEST_CASE("lsusb -v: RNDIS is passed over for what stands behind it", "[devices]") {
  const auto configuration = [](const std::string& subclass, const std::string& protocol) {
    return "  Configuration Descriptor:\n    Interface Descriptor:\n      bInterfaceNumber 0\n"
           "      bAlternateSetting 0\n      bInterfaceClass 2\n      bInterfaceSubClass " +
           subclass + "\n      bInterfaceProtocol " + protocol + "\n";
  };
  const std::string card = "Bus 001 Device 004: ID 0525:a4a2 Netchip Technology, Inc.\n";
  const std::string rndis = configuration("2", "255");
  const std::string cdc = configuration("6", "0");
  const std::string start = "bus 1 device 4 interface 0 usb:v0525pA4A2d*dc*dsc*dp*ic02isc";
  CHECK(lsusb(card + rndis) == strings{start + "02ipFFin00"});
  CHECK(lsusb(card + rndis + cdc).front() == start + "06ip00in00");
  CHECK(lsusb(card + cdc + rndis).front() == start + "06ip00in00");
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

}  // namespace ko2alias::test
