// Writes the examples' files: modules, packages, trees, lists and a /sys.
#include "kit/examples.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "kit/driver_module.h"
#include "kit/entries.h"
#include "kit/example_kernels.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

std::string nic_table() {
  return table_of({pci(lp64_le, {.vendor = 0x1ed5, .device = 0x100}),
                   pci(lp64_le, {.vendor = 0x1ed5, .class_id = 0x020000, .class_mask = 0xffff00}),
                   pci(lp64_le, {.vendor = 0x1ed5, .device = 0x101, .override_only = 1}),
                   pci(lp64_le, {.vendor = 0x1ed5, .device = 0x102, .override_only = 2})});
}

std::string nic_module() {
  return elf_of({.ids = nic_table(),
                 .table = "acme_nic_ids",
                 .mark = "__mod_pci__acme_nic_ids_device_table",
                 .registration = "",
                 .modinfo = {"license=GPL", "alias=char-major-250-*",
                             "alias=pci:v00001ED5d00000100sv*sd*bc*sc*i*",
                             "vermagic=6.12.48 SMP preempt mod_unload ", "name=acme_nic"},
                 .driver_name = "acme-nic"});
}

std::string hid_module() {
  const EntryBytes usb = entry(ilp32_be)
                             .u16(0x000f)
                             .u16(0x1ed5)
                             .u16(0x0200)
                             .u16(0x0105)
                             .u16(0x0230)
                             .u8(0)
                             .u8(0)
                             .u8(0)
                             .u8(0)
                             .u8(0)
                             .u8(0)
                             .u8(0)
                             .word(0);
  const EntryBytes hid = entry(ilp32_be).u16(3).u16(0).u32(0x1ed5).u32(0x0201).word(0);
  return module_of(ilp32_be,
                   {{.symbol = "__mod_usb__acme_ids_device_table", .bytes = table_of({usb})},
                    {.symbol = "__mod_hid__acme_hid_ids_device_table", .bytes = table_of({hid})}},
                   {"license=GPL", "vermagic=5.10.223 mod_unload ", "name=acme_hid"});
}

std::string broken_module() {
  return module_of(
      lp64_le,
      {{.symbol = "__mod_pci__short_ids_device_table", .bytes = nic_table().substr(0, 130)},
       {.symbol = "__mod_i2c__ids_device_table",
        .bytes = table_of({i2c(lp64_le, "acme-temp", 1)})}},
      {"license=GPL", "vermagic=6.12.48 SMP ", "name=broken"});
}

Members operator+(Members a, const Members& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// Debian's packages have `./` before the names of their members.
std::string package_of(Members files) {
  for (auto& [name, bytes] : files) name.insert(0, "./");
  return deb_of(files);
}

Members package_files() {
  Members files;
  for (const ExampleKernel& kernel : {kernel_6_1(), kernel_6_12()})
    files.emplace_back(
        "linux-image-" + kernel.series() + ".deb",
        package_of(kernel.config_files() + kernel.builtin_files() + kernel.module_files()));
  const ExampleKernel& newest = kernel_7_2();
  files.emplace_back("linux-image-7.2.deb",
                     package_of(newest.config_files() + newest.builtin_files()));
  files.emplace_back("linux-modules-7.2.deb", package_of(newest.module_files()));
  return files;
}

Members tree_files() {
  Members files;
  for (const ExampleKernel& kernel : {kernel_6_12(), kernel_7_2()}) {
    files = files + kernel.module_files() + kernel.builtin_files();
    files.emplace_back("lib/modules/" + kernel.release + "/config", kernel.config);
  }
  return files;
}

constexpr std::string_view nic_modalias = "pci:v00001ED5d00000100sv00001ED5sd00000001bc02sc00i00";
constexpr std::string_view usb_modalias = "usb:v1ED5p0309d0100dc00dsc00dp00icFFisc00ip00in00";

constexpr std::string_view packages =
    "Package: acme-dkms\n"
    "Version: 1.2\n"
    "Modaliases: acme_nic(pci:v00001ED5d00000100sv*sd*bc*sc*i*,\n"
    " pci:v00001ED5d*sv*sd*bc02sc00i*)\n"
    "\n"
    "Package: acme-hid-dkms\n"
    "Version: 1.2\n"
    "Modaliases: acme_hid(usb:v1ED5p0200d01*dc*dsc*dp*ic*isc*ip*in*)\n";

constexpr std::string_view fleet =
    "# what the hosts' /sys says\n"
    "web1\tpci:v00001ED5d00000100sv00001ED5sd00000001bc02sc00i00\n"
    "web1\tpci:v00001ED5d00000300sv00001ED5sd00000001bc02sc00i00\n"
    "web1\tvmbus:1ed5a1b2c3d4e5f60718293a4b5c6d7e\n"
    "db1\ti2c:acme-dac1\n"
    "db1\tof:NrtcT(null)Cacme,rtc\n"
    "\n"
    "edge1\tusb:v1ED5p0309d0100dc00dsc00dp00icFFisc00ip00in00\n"
    "edge1\tusb:v1ED5p0405d0100dc00dsc00dp00icFFisc00ip00in00\n";

constexpr std::string_view lspci =
    "00:1c.0 PCI bridge [0604]: Acme Networks Root Port [1ed5:0010]\n"
    "01:00.0 Ethernet controller [0200]: Acme Networks NIC 100 [1ed5:0100] (rev 10)\n"
    "\tSubsystem: Acme Networks NIC 100 [1ed5:0001]\n"
    "\tKernel driver in use: acme_nic\n";

constexpr std::string_view vfio_aliases =
    "# Aliases extracted from modules themselves.\n"
    "alias vfio_pci:v*d*sv*sd*bc*sc*i* vfio_pci\n"
    "alias vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i* acme_vfio_pci\n"
    "alias vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i* acme_old_vfio_pci\n"
    "alias vfio_pci:v*d*sv*sd*bc02sc00i00* acme_net_vfio_pci\n";

// A device's folder below sys/devices, with the driver that is bound to it.
void write_device(const std::string& place, std::string_view modalias,
                  const std::string& driver = "") {
  const fs::path folder = "sys/devices/" + place;
  fs::create_directories(folder);
  write_file(folder / "modalias", std::string(modalias) + "\n");
  if (!driver.empty()) fs::create_symlink("../../../bus/drivers/" + driver, folder / "driver");
}

void write_sys() {
  write_device("pci0000:00/0000:00:1c.0/0000:01:00.0", nic_modalias, "acme_nic");
  write_device("pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0", usb_modalias, "acme_usb");
  write_device("pci0000:00/0000:00:1f.4/i2c-0/0-004c", "i2c:acme-dac1", "acme-dac");
  write_device("platform/rtc", "of:NrtcT(null)Cacme,rtc");
  fs::create_directories("sys/bus/pci/devices");
  fs::create_symlink("../../../devices/pci0000:00/0000:00:1c.0/0000:01:00.0",
                     "sys/bus/pci/devices/0000:01:00.0");
}

// Writes small texts of names. The machine's own name the vendor too, and differ from machine to
// machine.
void write_ids() {
  fs::create_directory("ids");
  write_file("ids/pci.ids",
             "1ed5  Acme Networks\n\t0100  NIC 100\n\t0200  NIC 200 Virtual Function\n");
  write_file("ids/usb.ids", "1ed5  Acme Peripherals\n\t0309  Mouse 9\n");
}

void write_files(const Members& files) {
  for (const auto& [name, bytes] : files) {
    if (const fs::path folder = fs::path(name).parent_path(); !folder.empty())
      fs::create_directories(folder);
    write_file(name, bytes);
  }
}

// The trees as lists and as snapshots, written by the program.
Members list_files() {
  Members files;
  for (const auto& [kernel, age] :
       {std::pair(kernel_6_12(), "old"), std::pair(kernel_7_2(), "new")}) {
    const std::string tree = "lib/modules/" + kernel.release;
    const auto as = [&](const std::string& format) {
      return run_program({"emit", "--source", "all", "-f", format, tree}).out;
    };
    files.emplace_back(std::string("modules.alias.") + age, as("modules-alias"));
    files.emplace_back(std::string(age) + ".json", as("json"));
  }
  return files;
}

// Makes the files once, as there are many folders to write.
void write_kernels() {
  static const Members made = package_files() + tree_files();
  write_files(made);
  static const Members listed = list_files();
  write_files(listed);
}

}  // namespace

ExampleFolder::ExampleFolder() : before_(fs::current_path()) {
  std::string name = (fs::temp_directory_path() / "ko2alias-test-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
  fs::current_path(path_);
  fs::create_directories("modules/net");
  for (const char* const folder : {"", "modules/net/"}) {
    write_file(std::string(folder) + "acme_nic.ko", nic_module());
    write_file(std::string(folder) + "acme_hid.ko", hid_module());
  }
  write_file("broken.ko", broken_module());
  write_kernels();
  write_file("fleet.txt", fleet);
  write_file("Packages", packages);
  fs::create_directories("modprobe.d");
  write_file("modprobe.d/acme.conf",
             "# The vendor's driver has these.\nblacklist acme_nic\nblacklist acme_older_nic\n"
             "softdep acme_hub pre: acme_usb\n");
  write_file("lspci.txt", lspci);
  write_file("vfio.alias", vfio_aliases);
  write_sys();
  write_ids();
}

ExampleFolder::~ExampleFolder() {
  fs::current_path(before_);
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Outcome run_program(const Arguments& arguments, bool out_is_terminal) {
  std::ostringstream out;
  std::ostringstream err;
  const ExitStatus status = run(arguments, {out, err, out_is_terminal});
  return {status, out.str(), err.str()};
}

void check_golden(const std::string& name, const std::string& text) {
  const std::string path = source_path("testdata/golden/" + name);
  if (std::getenv("KO2ALIAS_UPDATE_GOLDEN") != nullptr) write_file(path, text);
  INFO(name);
  CHECK(text == read_file(path));
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace ko2alias::test
