// Lists of devices, and those that a kernel reports in /sys.
#include "device/device_list.h"

#include <sys/stat.h>
#include <unistd.h>

#include "device/sys_devices.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/temporary_folder.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

// Each device as `where|modalias`.
strings parsed(std::string_view text) {
  strings rows;
  for (const Device& device : parse_devices(text))
    rows.push_back(device.where + "|" + device.modalias);
  return rows;
}

// Each device as `place|modalias|driver`.
strings found_in(const std::string& root) {
  const auto devices = read_sys_devices(root);
  REQUIRE(devices);
  strings rows;
  for (const SysDevice& device : *devices)
    rows.push_back(device.place + "|" + device.modalias + "|" + device.driver);
  return rows;
}

void add_device(const fs::path& folder, std::string_view modalias) {
  fs::create_directories(folder);
  write_file(folder / "modalias", modalias);
}

}  // namespace

TEST_CASE("devices: ids in a list are devices known in part", "[devices]") {
  const auto devices = parse_devices("8086:10d3\nweb1\tusb:0bda:8152\n");
  REQUIRE(devices.size() == 2);
  CHECK(devices[0].modalias == "pci:v00008086d000010D3sv*sd*bc*sc*i*");
  CHECK(devices[1].where == "web1");
  CHECK(devices[1].modalias == "usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*");
}

TEST_CASE("device list: a modalias a line, with its host before a tab", "[devices]") {
  struct Row {
    std::string text;
    strings devices;
  };
  const Row rows[] = {
      {"", {}},
      {"\n\n  \n\t\n", {}},
      {"# web1\tpci:v1\n#i2c:a\n", {}},
      {"i2c:acme-dac1", {"|i2c:acme-dac1"}},
      {"i2c:acme-dac1\n", {"|i2c:acme-dac1"}},
      {"i2c:a\r\ni2c:b\r\n", {"|i2c:a", "|i2c:b"}},
      {"  i2c:a  \n", {"|i2c:a"}},
      {"web1\ti2c:a\nweb1\ti2c:a\n", {"web1|i2c:a", "web1|i2c:a"}},
      {"web1\t i2c:a\t\n", {"web1|i2c:a"}},
      {"\ti2c:a\n", {"|i2c:a"}},
      {"rack 2\tweb1\ti2c:a\n", {"rack 2\tweb1|i2c:a"}},
      {"dmi:bvnAcme Inc:bvr1.0:pnBox 7:\n", {"|dmi:bvnAcme Inc:bvr1.0:pnBox 7:"}},
      {"of:NrtcT(null)Cacme,rtc#1\n", {"|of:NrtcT(null)Cacme,rtc#1"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parsed(row.text) == row.devices);
  }
}

TEST_CASE("sys: devices with their drivers, in the order of their places", "[devices]") {
  const ExampleFolder folder;
  const strings expected{
      "pci0000:00/0000:00:14.0/usb1/1-2/"
      "1-2:1.0|usb:v1ED5p0309d0100dc00dsc00dp00icFFisc00ip00in00|acme_usb",
      "pci0000:00/0000:00:1c.0/"
      "0000:01:00.0|pci:v00001ED5d00000100sv00001ED5sd00000001bc02sc00i00|acme_nic",
      "pci0000:00/0000:00:1f.4/i2c-0/0-004c|i2c:acme-dac1|acme-dac",
      "platform/rtc|of:NrtcT(null)Cacme,rtc|",
  };
  CHECK(found_in("sys") == expected);
  // A part of a /sys, copied alone, will do as well.
  CHECK(found_in("sys/devices") == expected);
  CHECK(found_in("sys/devices/platform") == strings{"rtc|of:NrtcT(null)Cacme,rtc|"});
}

TEST_CASE("sys: a driver's link is read, not followed", "[devices]") {
  const ExampleFolder folder;
  add_device("s/devices/a", "i2c:a\n");
  fs::create_symlink("/nowhere/drivers/acme-dac", "s/devices/a/driver");
  add_device("s/devices/b", "i2c:b\n");
  write_file("s/devices/b/driver", "no link");
  add_device("s/devices/c", "i2c:c");
  fs::create_directories("s/devices/d/driver");
  add_device("s/devices/d", "i2c:d\n");
  CHECK(found_in("s") == strings{"a|i2c:a|acme-dac", "b|i2c:b|", "c|i2c:c|", "d|i2c:d|"});
}

TEST_CASE("sys: a modalias that is empty or cannot be read is passed over", "[devices]") {
  const ExampleFolder folder;
  add_device("s/devices/a", "i2c:a\n");
  add_device("s/devices/empty", "");
  add_device("s/devices/line", "\n");
  fs::create_directories("s/devices/folder/modalias");
  add_device("s/devices/closed", "i2c:closed\n");
  fs::permissions("s/devices/closed/modalias", fs::perms::none);
  add_device("s/devices/shut", "i2c:shut\n");
  fs::permissions("s/devices/shut", fs::perms::none);
  if (::geteuid() == 0)
    CHECK(found_in("s").size() == 3);
  else
    CHECK(found_in("s") == strings{"a|i2c:a|"});
  fs::permissions("s/devices/shut", fs::perms::owner_all);
}

TEST_CASE("sys: what is no file, or has no end, is no modalias", "[devices]") {
  const TemporaryFolder folder;
  const fs::path devices = folder.path() / "devices";
  for (const char* const name : {"a", "b", "c", "d"}) fs::create_directories(devices / name);
  REQUIRE(::mkfifo((devices / "a/modalias").c_str(), 0600) == 0);
  fs::create_symlink("/dev/zero", devices / "b/modalias");
  write_file(devices / "c/modalias", std::string(1 << 20, 'x'));
  write_file(devices / "d/modalias", "i2c:x\n");
  const auto found = read_sys_devices(folder.path());
  REQUIRE(found);
  REQUIRE(found->size() == 2);
  CHECK((*found)[0].modalias.size() == 4096);
  CHECK((*found)[1].modalias == "i2c:x");
}

TEST_CASE("sys: links are not followed, so that loops end", "[devices]") {
  const ExampleFolder folder;
  add_device("s/devices/a", "i2c:a\n");
  fs::create_directory_symlink("../..", "s/devices/a/subsystem");
  fs::create_directory_symlink(".", "s/devices/loop");
  fs::create_directory_symlink("s/devices/a", "link");
  CHECK(found_in("s") == strings{"a|i2c:a|"});
}

TEST_CASE("sys: a device of a device has its own place", "[devices]") {
  const ExampleFolder folder;
  add_device("s/devices/a", "pci:a\n");
  add_device("s/devices/a/b", "usb:b\n");
  CHECK(found_in("s") == strings{"a|pci:a|", "a/b|usb:b|"});
}

TEST_CASE("sys: no device at all is a problem", "[devices]") {
  const ExampleFolder folder;
  fs::create_directories("empty/devices");
  const auto empty = read_sys_devices("empty");
  REQUIRE_FALSE(empty);
  CHECK(empty.problem().message == "no device with a modalias below this folder");
  const auto missing = read_sys_devices("missing");
  REQUIRE_FALSE(missing);
  CHECK(missing.problem().message == "No such file or directory");
  const auto file = read_sys_devices("fleet.txt");
  REQUIRE_FALSE(file);
  CHECK(file.problem().message == "Not a directory");
}

TEST_CASE("devices: from a list or a folder, places for hosts", "[devices]") {
  const ExampleFolder folder;
  const auto fleet = read_devices("fleet.txt");
  REQUIRE(fleet);
  CHECK(fleet->size() == 7);
  const auto devices = read_devices("sys");
  REQUIRE(devices);
  REQUIRE(devices->size() == 4);
  CHECK((*devices)[3].where == "platform/rtc");
}

TEST_CASE("devices: a list or a folder without any says why", "[devices]") {
  const ExampleFolder folder;
  const auto problem_of = [](const std::string& path) {
    const auto devices = read_devices(path);
    return devices ? "none" : devices.problem().message;
  };
  write_file("none", "# nothing\n");
  CHECK(problem_of("none") == "no devices in this file");
  fs::create_directory("empty");
  CHECK(problem_of("empty") == "no device with a modalias below this folder");
  CHECK(problem_of("missing") == "No such file or directory");
  CHECK(problem_of("lspci.txt") == "line 1: not a modalias, but what lspci or lsusb prints");
}

}  // namespace ko2alias::test
