// The lspci of this machine judges how its texts are read: the test makes the bytes of devices, and
// lspci prints them.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "device/device_list.h"
#include "kit/kit.h"
#include "kit/temporary_folder.h"
#include "support/text.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

struct TestPciDevice {
  std::string slot{};
  unsigned vendor = 0;
  unsigned device = 0;
  unsigned subvendor = 0;
  unsigned subdevice = 0;
  // Class, subclass and interface.
  unsigned device_class = 0;
  unsigned revision = 0;
};

using ConfigSpace = std::array<unsigned char, 64>;

ConfigSpace config_space(const TestPciDevice& device) {
  ConfigSpace bytes{};
  const auto put = [&](std::size_t at, unsigned value, std::size_t size) {
    for (; size != 0; --size, value >>= 8U) bytes[at++] = static_cast<unsigned char>(value & 0xffU);
  };
  put(0x00, device.vendor, 2);
  put(0x02, device.device, 2);
  put(0x08, device.revision, 1);
  put(0x09, device.device_class, 3);
  put(0x2c, device.subvendor, 2);
  put(0x2e, device.subdevice, 2);
  return bytes;
}

// A device's bytes as `lspci -x` writes them and `lspci -F` reads them.
std::string hex_dump(const TestPciDevice& device) {
  std::string text = device.slot + " of a test";
  const ConfigSpace bytes = config_space(device);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % 16 == 0) {
      text += '\n';
      append_lower_hex(text, i, 2);
      text += ':';
    }
    text += ' ';
    append_lower_hex(text, bytes[i], 2);
  }
  return text + "\n\n";
}

enum class Told { ids, ids_and_subsystem, all };

std::string modalias(const TestPciDevice& device, Told told = Told::all) {
  char text[80];
  std::snprintf(text, sizeof text, "pci:v%08Xd%08Xsv%08Xsd%08Xbc%02Xsc%02Xi%02X", device.vendor,
                device.device, device.subvendor, device.subdevice, device.device_class >> 16U,
                device.device_class >> 8U & 0xffU, device.device_class & 0xffU);
  std::string whole = text;
  if (told != Told::all) whole.replace(whole.size() - 2, 2, "*");
  if (told == Told::ids || (told == Told::ids_and_subsystem && device.subvendor == 0))
    whole.replace(whole.find("sv"), whole.find("bc") - whole.find("sv"), "sv*sd*");
  return whole;
}

std::vector<TestPciDevice> random_devices(unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
  constexpr unsigned vendors[] = {0x8086, 0x1002, 0x10de, 0x1af4, 0x1edb, 0x103c, 0x148c};
  constexpr unsigned classes[] = {0x020000, 0x030000, 0x0c0330, 0x010601,
                                  0x010802, 0x060100, 0x01018a, 0x000000};
  // Names with quotes and brackets.
  std::vector<TestPciDevice> devices{{"f0:00.0", 0x1002, 0x4966, 0x148c, 0x2039, 0x030000, 1},
                                     {"f1:00.0", 0x144d, 0xa802, 0x144d, 0xa801, 0x010802, 1}};
  for (unsigned i = 0; i < 200; ++i) {
    TestPciDevice device;
    append_lower_hex(device.slot, i, 2);
    device.slot += ":1f." + std::to_string(below(8));
    device.vendor = vendors[below(7)];
    device.device = below(0xffff);
    device.device_class = below(2) == 0 ? classes[below(8)] : below(0xffffff);
    device.revision = below(3);
    // lspci takes a subsystem whose vendor is 0 or ffff for none.
    if (below(3) != 0) {
      device.subvendor = vendors[below(7)];
      device.subdevice = below(0x10000);
    }
    devices.push_back(device);
  }
  return devices;
}

std::string run(const std::string& command, const fs::path& folder) {
  const std::string out = (folder / "out").string();
  const int status = std::system((command + " >" + out + " 2>" + out + ".errors").c_str());
  CAPTURE(command);
  REQUIRE(status == 0);
  return read_file(out);
}

bool has_lspci() {
  const bool has = std::system("lspci --version >/dev/null 2>&1") == 0;
  if (!has) WARN("skipped, as there is no lspci: install pciutils");
  return has;
}

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// Writes a device as /sys/bus/pci has it.
void write_sys_device(const fs::path& root, const TestPciDevice& device,
                      const std::string& driver) {
  const fs::path folder = root / "devices" / ("0000:" + device.slot);
  const auto write_number = [&](const char* name, unsigned value) {
    std::string text = "0x";
    append_lower_hex(text, value, 4);
    write(folder / name, text + "\n");
  };
  write_number("vendor", device.vendor);
  write_number("device", device.device);
  write_number("class", device.device_class);
  write_number("subsystem_vendor", device.subvendor);
  write_number("subsystem_device", device.subdevice);
  write(folder / "irq", "0\n");
  std::string no_resources;
  for (int i = 0; i < 13; ++i) no_resources += "0x0 0x0 0x0\n";
  write(folder / "resource", no_resources);
  const ConfigSpace bytes = config_space(device);
  write(folder / "config", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (driver.empty()) return;
  fs::create_directories(root / "drivers" / driver);
  fs::create_symlink("../../drivers/" + driver, folder / "driver");
}

// Each device as `WHERE MODALIAS`, with ` DRIVER` where there is one.
strings shown_by_lspci(const std::string& text) {
  const DeviceReading reading = read_device_text(text);
  CHECK(reading.problems.empty());
  strings lines;
  for (const Device& device : reading.devices)
    lines.push_back(device.where + " " + device.modalias +
                    (device.driver.empty() ? "" : " " + device.driver));
  return lines;
}

}  // namespace

TEST_CASE("lspci: the real one over random devices", "[devices]") {
  if (!has_lspci()) return;
  const unsigned seed = 20250611;
  CAPTURE(seed);
  const TemporaryFolder folder;
  const std::vector<TestPciDevice> devices = random_devices(seed);
  std::string dump;
  for (const TestPciDevice& device : devices) dump += hex_dump(device);
  write(folder.path() / "dump", dump);

  struct Form {
    std::string options;
    Told told;
  };
  const Form form = GENERATE(values<Form>({{"-n", Told::ids},
                                           {"-nn", Told::ids},
                                           {"-Dnn", Told::ids},
                                           {"-nk", Told::ids_and_subsystem},
                                           {"-nnk", Told::ids_and_subsystem},
                                           {"-nv", Told::all},
                                           {"-nnv", Told::all},
                                           {"-nnvvv", Told::all},
                                           {"-nnxvp /dev/null", Told::all},
                                           {"-nm", Told::all},
                                           {"-nmm", Told::all},
                                           {"-nnmm", Told::all},
                                           {"-Dnnmm", Told::all},
                                           {"-nvm", Told::all},
                                           {"-nvmm", Told::all},
                                           {"-nnvmmk", Told::all},
                                           {"-i /dev/null -O hwdb.disable=1", Told::ids},
                                           {"-i /dev/null -O hwdb.disable=1 -nn", Told::ids},
                                           {"-i /dev/null -O hwdb.disable=1 -v", Told::all},
                                           {"-i /dev/null -O hwdb.disable=1 -mm", Told::all},
                                           {"-i /dev/null -O hwdb.disable=1 -nnmm", Told::all},
                                           {"-i /dev/null -O hwdb.disable=1 -vmm", Told::all}}));
  CAPTURE(form.options);
  const DeviceReading found = read_device_text(
      run("lspci -F " + (folder.path() / "dump").string() + " " + form.options, folder.path()));
  CHECK(found.problems.empty());
  REQUIRE(found.devices.size() == devices.size());
  for (const Device& device : found.devices) {
    const auto same = std::find_if(devices.begin(), devices.end(), [&](const TestPciDevice& known) {
      return device.where.ends_with(known.slot);
    });
    REQUIRE(same != devices.end());
    // Another version may tell the interface too.
    const std::string expected = modalias(*same, form.told);
    const std::string with_interface = expected.substr(0, expected.rfind('i')) +
                                       modalias(*same).substr(modalias(*same).rfind('i'));
    CAPTURE(device.modalias, expected);
    CHECK((device.modalias == expected || device.modalias == with_interface));
    CHECK(device.driver.empty());
  }
}

TEST_CASE("lspci: the real one over a /sys with drivers", "[devices]") {
  if (!has_lspci()) return;
  const TemporaryFolder folder;
  const TestPciDevice nic{"00:1f.6", 0x8086, 0x10d3, 0x103c, 0x1785, 0x020000, 0x10};
  const TestPciDevice disk{"02:00.0", 0x144d, 0xa808, 0, 0, 0x010802, 0};
  const TestPciDevice none{"03:00.0", 0x10de, 0x1b81, 0x3842, 0x6276, 0x030000, 0xa1};
  write_sys_device(folder.path(), nic, "e1000e");
  write_sys_device(folder.path(), disk, "nvme");
  write_sys_device(folder.path(), none, "");
  const std::string lspci_here =
      "lspci -A linux-sysfs -O sysfs.path=" + folder.path().string() + " ";

  const strings all{"00:1f.6 " + modalias(nic) + " e1000e", "02:00.0 " + modalias(disk) + " nvme",
                    "03:00.0 " + modalias(none)};
  const std::string options = GENERATE("-nvk", "-nnvv", "-nvmmk", "-nnvmmk", "-nvmk");
  CAPTURE(options);
  CHECK(shown_by_lspci(run(lspci_here + options, folder.path())) == all);
  const Told told = Told::ids_and_subsystem;
  CHECK(shown_by_lspci(run(lspci_here + "-nnk", folder.path())) ==
        strings{"00:1f.6 " + modalias(nic, told) + " e1000e",
                "02:00.0 " + modalias(disk, told) + " nvme", "03:00.0 " + modalias(none, told)});
}

}  // namespace ko2alias::test
