// Listings as people paste them: of several programs, cut, spoiled and huge.
#include <random>
#include <string>

#include "device/device_rows.h"
#include "device/lsusb_texts.h"
#include "kit/kit.h"

namespace ko2alias::test {

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
  while (many.size() < (has_time() ? 500'000 : 100'000)) many += piece;
  const std::string head = GENERATE("", "00:14.0 ", "00:14.0 \"", "Slot: 00:14.0\nDriver:", "Bus ",
                                    "|__ ", "Bus 001 Device 004: ID 0bda:8152\nbcdDevice ");
  CAPTURE(piece, head);
  for (const ListingKind kind : {ListingKind::lspci, ListingKind::lsusb, ListingKind::automatic})
    CHECK(read_device_text(head + many, kind).devices.size() <= 1);
}

}  // namespace ko2alias::test
