// The records of udevadm, and uevent files.
#include <string>

#include "device/device_rows.h"

namespace ko2alias::test {
namespace {

const std::string ahci_card = "pci:v00008086d00002922sv00001AF4sd00001100bc01sc06i01";
const std::string usb_nic = "usb:v0BDAp8152d2000dc00dsc00dp00icFFiscFFip00in00";

}  // namespace

TEST_CASE("udevadm: the devices of its records", "[devices]") {
  const std::string records = R"(P: /devices/pci0000:00/0000:00:1f.2
M: 0000:00:1f.2
R: 2
J: +pci:0000:00:1f.2
U: pci
V: ahci_card
E: DEVPATH=/devices/pci0000:00/0000:00:1f.2
E: SUBSYSTEM=pci
E: DRIVER=ahci_card
E: PCI_CLASS=10601
E: PCI_ID=8086:2922
E: MODALIAS=)" + ahci_card + R"(

P: /devices/pci0000:00/0000:00:1f.2/ata1
E: DEVPATH=/devices/pci0000:00/0000:00:1f.2/ata1
E: SUBSYSTEM=ata_port

P: /devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0
T: usb_interface
E: DEVTYPE=usb_interface
E: PRODUCT=bda/8152/2000
E: MODALIAS=)" + usb_nic + "\n";
  const strings expected{"0000:00:1f.2 " + ahci_card + " ahci_card", "1-2:1.0 " + usb_nic};
  CHECK(shown(records) == expected);
  CHECK(shown(records, ListingKind::udevadm) == expected);
  CHECK(shown("P: /devices/platform/soc/spi0/spi0.0\nE: SUBSYSTEM=spi\nE: MODALIAS=spi:ad5300\n") ==
        strings{"spi0.0 spi:ad5300"});
}

TEST_CASE("udevadm: monitor, query and -a", "[devices]") {
  CHECK(shown("monitor will print the received events for:\nUDEV - the event which udev sends out\n"
              "\nUDEV  [12.345678] add      /devices/x/1-2:1.0 (usb)\nACTION=add\n"
              "DEVPATH=/devices/x/1-2:1.0\nSUBSYSTEM=usb\nMODALIAS=" +
              usb_nic +
              "\nDRIVER=r8152\n\nUDEV  [12.4] add /devices/y (spi)\nDEVPATH=/devices/y\n") ==
        strings{"1-2:1.0 " + usb_nic + " r8152"});
  CHECK(shown("  looking at device '/devices/pci0000:00/0000:00:1f.2':\n"
              "    KERNEL==\"0000:00:1f.2\"\n    DRIVER==\"ahci_card\"\n    ATTR{modalias}==\"" +
              ahci_card +
              "\"\n\n  looking at parent device '/devices/platform/x':\n    DRIVERS==\"\"\n"
              "    ATTRS{modalias}==\"platform:x\"\n") ==
        strings{"0000:00:1f.2 " + ahci_card + " ahci_card", "x platform:x"});
}

TEST_CASE("uevent: files one behind the other, and as grep prints them", "[devices]") {
  CHECK(shown("DRIVER=ahci_card\nPCI_CLASS=10601\nMODALIAS=" + ahci_card +
              "\nPCI_CLASS=20000\nMODALIAS=spi:b\nDRIVER=c\nMODALIAS=spi:d\n") ==
        strings{ahci_card + " ahci_card", "spi:b", "spi:d c"});
  CHECK(shown("/sys/bus/x/devices/a/uevent:DRIVER=foo\n/sys/bus/x/devices/a/uevent:MODALIAS=spi:a\n"
              "/sys/bus/x/devices/b/uevent:MODALIAS=spi:b\n"
              "/sys/bus/x/devices/b/uevent:MODALIAS=acpi:B:\n") ==
        strings{"a spi:a foo", "b spi:b", "b acpi:B:"});
  CHECK(shown("DRIVER=a\nMODALIAS=pci:8086\n") ==
        strings{"error: line 2: expected a modalias behind MODALIAS=, such as spi:ad5300"});
}

}  // namespace ko2alias::test
