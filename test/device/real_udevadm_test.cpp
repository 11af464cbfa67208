// The udevadm of this machine judges how its records are read: it tells of the same devices as /sys
// does.
#include <cstdlib>
#include <set>
#include <string>

#include "device/device_list.h"
#include "kit/kit.h"
#include "kit/temporary_folder.h"

namespace ko2alias::test {
namespace {

// Each device as `NAME MODALIAS DRIVER`, its name without the folders above it. The file of
// processors stands above them and is left out.
std::set<std::string> devices_in(const DeviceReading& reading) {
  std::set<std::string> devices;
  for (const Device& device : reading.devices)
    if (!device.modalias.starts_with("cpu:"))
      devices.insert(device.where.substr(device.where.rfind('/') + 1) + " " + device.modalias +
                     " " + device.driver);
  return devices;
}

}  // namespace

TEST_CASE("udevadm: the real one tells of the devices of /sys", "[devices]") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "records").string();
  if (std::system(("udevadm info --export-db >" + file + " 2>/dev/null").c_str()) != 0) {
    WARN("skipped, as there is no udevadm: install udev");
    return;
  }
  const DeviceReading records = read_devices(file);
  const std::set<std::string> told = devices_in(records);
  // udevadm also knows devices that have no file of their own for it.
  for (const std::string& device : devices_in(read_devices("/sys"))) {
    CAPTURE(device);
    CHECK(told.contains(device));
  }
  CHECK(records.kinds == std::vector{ListingKind::udevadm});
}

}  // namespace ko2alias::test
