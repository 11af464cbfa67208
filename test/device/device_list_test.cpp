// Lists of devices, and those that a kernel reports in /sys.
#include "device/device_list.h"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <thread>

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
  for (const Device& device : read_device_text(text).devices)
    rows.push_back(device.where + "|" + device.modalias);
  return rows;
}

// Each device as `place|modalias|driver`; then the problems.
strings found_in(const std::string& root) {
  const DeviceReading reading = read_sys_devices(root);
  strings rows;
  for (const Device& device : reading.devices)
    rows.push_back(device.where + "|" + device.modalias + "|" + device.driver);
  for (const Problem& problem : reading.problems) rows.push_back(to_text(problem));
  return rows;
}

void add_device(const fs::path& folder, std::string_view modalias) {
  fs::create_directories(folder);
  write_file(folder / "modalias", modalias);
}

}  // namespace

TEST_CASE("devices: ids in a list are devices known in part", "[devices]") {
  const auto devices = read_device_text("8086:10d3\nweb1\tusb:0bda:8152\n").devices;
  REQUIRE(devices.size() == 2);
  CHECK(devices[0].modalias == "pci:v00008086d000010D3sv*sd*bc*sc*i*");
  CHECK(devices[1].where == "web1");
  CHECK(devices[1].modalias == "usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*");
}

TEST_CASE("device list: a host is told apart from a slot", "[devices]") {
  const auto devices = read_device_text(
                           "web1\ti2c:x\nweb2: i2c:x\ni2c:x\n"
                           "web3: /sys/bus/i2c/devices/0-004c/modalias:i2c:x\n"
                           "/sys/bus/i2c/devices/0-004c/modalias:i2c:x\n")
                           .devices;
  strings hosts;
  for (const Device& device : devices) hosts.push_back(device.host + "|" + device.where);
  CHECK(hosts == strings{"web1|web1", "web2|web2", "|", "web3|web3 0-004c", "|0-004c"});
  const auto listed = read_device_text("01:00.0 0108: 144d:a80a\n").devices;
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].host.empty());
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

TEST_CASE("sys: a modalias that is empty is passed over", "[devices]") {
  const ExampleFolder folder;
  add_device("s/devices/a", "i2c:a\n");
  add_device("s/devices/empty", "");
  add_device("s/devices/line", "\n");
  fs::create_directories("s/devices/folder/modalias");
  CHECK(found_in("s") == strings{"a|i2c:a|"});
}

TEST_CASE("sys: what is no file, or has no end, is no modalias, and told", "[devices]") {
  const TemporaryFolder folder;
  const fs::path devices = folder.path() / "devices";
  for (const char* const name : {"a", "b", "c", "d"}) fs::create_directories(devices / name);
  REQUIRE(::mkfifo((devices / "a/modalias").c_str(), 0600) == 0);
  fs::create_symlink("/dev/zero", devices / "b/modalias");
  write_file(devices / "c/modalias", std::string(1 << 20, 'x'));
  write_file(devices / "d/modalias", "i2c:x\n");
  const DeviceReading reading = read_sys_devices(folder.path());
  REQUIRE(reading.devices.size() == 1);
  CHECK(reading.devices[0].modalias == "i2c:x");
  strings problems;
  for (const Problem& problem : reading.problems) problems.push_back(to_text(problem));
  std::sort(problems.begin(), problems.end());
  const std::string root = "error: " + devices.string();
  CHECK(problems ==
        strings{root + "/a/modalias: not a regular file",
                root + "/b/modalias: Too many levels of symbolic links",
                root + "/c/modalias: more than 4,096 bytes, which is no modalias of a kernel"});
}

TEST_CASE("sys: a device that reports two modaliases is there with both", "[devices]") {
  const ExampleFolder folder;
  add_device("s/devices/a", "acpi:PRP0001:\nof:NaT(null)Cacme,rtc\n");
  CHECK(found_in("s") == strings{"a|acpi:PRP0001:|", "a|of:NaT(null)Cacme,rtc|"});
}

// The path of a folder that deep is longer than the system takes.
TEST_CASE("sys: a folder that cannot be opened is told, and the others are read", "[devices]") {
  const ExampleFolder folder;
  add_device("s/devices/a", "i2c:a\n");
  add_device("s/devices/z", "i2c:z\n");
  const std::string name(250, 'x');
  const fs::path before = fs::current_path();
  fs::current_path("s/devices");
  for (int depth = 0; depth < 20; ++depth) {
    fs::create_directory(name);
    fs::current_path(name);
  }
  fs::current_path(before);
  const strings found = found_in("s");
  REQUIRE(found.size() == 3);
  CHECK(found[0] == "a|i2c:a|");
  CHECK(found[1] == "z|i2c:z|");
  CHECK(found[2].starts_with("error: s/devices/" + name));
  CHECK(found[2].ends_with(": File name too long"));
  REQUIRE(std::system("rm -r s") == 0);
}

TEST_CASE("sys: folders that come and go meanwhile take no other device with them", "[devices]") {
  const TemporaryFolder folder;
  const fs::path devices = folder.path() / "devices";
  constexpr int count = 50;
  for (int i = 0; i < count; ++i)
    add_device(devices / ("stays" + std::to_string(i)), "i2c:stays\n");
  std::atomic<bool> is_over = false;
  std::thread other([&] {
    for (int i = 0; !is_over; i = (i + 1) % count) {
      const fs::path gone = devices / ("stays" + std::to_string(i)) / "goes";
      std::error_code ignored;
      for (const char* const name : {"a", "b", "c"}) fs::create_directories(gone / name, ignored);
      fs::remove_all(gone, ignored);
    }
  });
  // The walk that ended at the first folder that was gone failed here within a few rounds.
  for (int round = 0; round < 300; ++round) {
    const DeviceReading reading = read_sys_devices(folder.path());
    CHECK(reading.devices.size() == count);
    for (const Problem& problem : reading.problems)
      CHECK(problem.message == "went away while the devices were read");
  }
  is_over = true;
  other.join();
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
  CHECK(found_in("empty") == strings{"error: no device with a modalias below this folder"});
  CHECK(found_in("missing") == strings{"error: No such file or directory"});
  CHECK(found_in("fleet.txt") == strings{"error: Not a directory"});
}

TEST_CASE("devices: from a list or a folder, places for hosts", "[devices]") {
  const ExampleFolder folder;
  CHECK(read_devices("fleet.txt").devices.size() == 7);
  const std::vector<Device> devices = read_devices("sys").devices;
  REQUIRE(devices.size() == 4);
  CHECK(devices[3].where == "platform/rtc");
}

TEST_CASE("devices: a list or a folder without any says why", "[devices]") {
  const ExampleFolder folder;
  const auto problems_of = [](const std::string& path) {
    const DeviceReading reading = read_devices(path);
    CHECK(reading.devices.empty());
    REQUIRE(reading.problems.size() == 1);
    return to_text(reading.problems[0]);
  };
  write_file("none", "# nothing\n");
  write_file("text", "\nhello there\n");
  CHECK(problems_of("none") == "error: none: no devices in it");
  fs::create_directory("empty");
  CHECK(problems_of("empty") == "error: empty: no device with a modalias below this folder");
  CHECK(problems_of("missing") == "error: missing: No such file or directory");
  CHECK(problems_of("text").starts_with("error: text: line 2: expected a modalias or ids "));
}

}  // namespace ko2alias::test
