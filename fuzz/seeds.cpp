// The seeds come from the makers of the unit tests' modules and archives. A fuzzer does the rest:
// one of each kind is enough.
#include <fmt/core.h>

#include "bus/buses.h"
#include "harness.h"
#include "kit/driver_module.h"
#include "kit/kit.h"
#include "kit/packing.h"

namespace ko2alias::fuzz {
namespace {

using namespace test;

constexpr std::string_view vermagic = "vermagic=6.12.57 SMP preempt mod_unload ";

EntryBytes pci_entry(const Abi& abi, std::uint32_t device, std::uint64_t data) {
  return entry(abi)
      .u32(0x1ed5)
      .u32(device)
      .u32(0xffffffff)
      .u32(0xffffffff)
      .u32(0x0c0330)
      .u32(0xffffff)
      .word(data)
      .u32(device % 2);
}

// Two entries whose driver data point into the module.
std::string driver_module(const Abi& abi, bool is_stripped) {
  const std::string ids = table_of({pci_entry(abi, 0x100, 0), pci_entry(abi, 0x101, 0)});
  const std::uint64_t data = 24;
  return elf_of(DriverModule{.abi = abi,
                             .has_addends = abi.word_size == 8,
                             .ids = ids,
                             .pointers = {{data, 0}, {ids.size() / 3 + data, 8}},
                             .mark = "__mod_pci__ids_device_table",
                             .modinfo = {"license=GPL", std::string(vermagic)},
                             .is_stripped = is_stripped});
}

// A table of every type. The bytes mean something to each of them; zeros end them.
std::string module_of_all_buses(const Abi& abi) {
  std::string bytes;
  for (unsigned i = 0; i < 200; ++i) bytes += static_cast<char>(i * 37 % 96 + 32);
  bytes.append(1000, '\0');
  std::vector<TestTable> tables;
  for (const Bus* bus : all_buses())
    tables.push_back(
        {.symbol = fmt::format("__mod_{}__ids_device_table", bus->type), .bytes = bytes});
  return module_of(abi, tables,
                   {"license=GPL", "name=acme", std::string(vermagic), "alias=fs-acme"});
}

void add_modules(std::vector<Seed>& seeds) {
  for (const Abi& abi : all_kinds) {
    const std::string kind =
        fmt::format("{}-{}", abi.word_size * 8, abi.order == ByteOrder::big ? "big" : "little");
    for (const std::string_view harness : {"modules", "check"}) {
      seeds.push_back({harness, kind + "-driver", driver_module(abi, false)});
      seeds.push_back({harness, kind + "-stripped", driver_module(abi, true)});
      seeds.push_back({harness, kind + "-all", module_of_all_buses(abi)});
    }
  }
}

// What ends like a signature: to the kernel the module is signed.
std::string with_signature(std::string module) {
  const std::string message(64, '\x30');
  std::string frame(12, '\0');
  frame[2] = 2;
  frame[11] = static_cast<char>(message.size());
  return module + message + frame + "~Module signature appended~\n";
}

void add_embedded(std::vector<Seed>& seeds) {
  const std::string module = driver_module(lp64_le, false);
  for (const Abi& abi : all_kinds)
    seeds.push_back(
        {"embed",
         fmt::format("{}-{}", abi.word_size * 8, abi.order == ByteOrder::big ? "big" : "little"),
         driver_module(abi, false)});
  seeds.push_back({"embed", "all", module_of_all_buses(ilp32_be)});
  seeds.push_back({"embed", "signed", with_signature(module)});
  for (const char* const filter : {"xz", "zstd", "gzip"})
    seeds.push_back({"embed", filter, compressed(with_signature(module), filter)});
  seeds.push_back({"embed", "builtin",
                   std::string("acme.license=GPL\0acme.alias=pci:v*\0hub.alias=usb:v*\0", 52)});
}

void add_archives(std::vector<Seed>& seeds) {
  const Members members{
      {"lib/modules/6.12.57/kernel/acme.ko", driver_module(lp64_le, false)},
      {"lib/modules/6.12.57/modules.order", "kernel/acme.ko\n"},
      {"etc/depmod.d/acme.conf", "override acme * updates\n"},
  };
  const std::string cpio = archive_of(members, "newc");
  const auto add = [&](const char* name, std::string bytes) {
    seeds.push_back({"archives", name, std::move(bytes)});
  };
  add("deb", deb_of(members));
  add("rpm", rpm_of(members));
  add("cpio", cpio);
  add("tar.xz", archive_of(members, "gnutar", "xz"));
  add("initramfs", cpio + std::string(512, '\0') + compressed(cpio, "zstd"));
  for (const char* filter : {"gzip", "xz", "zstd"})
    add(filter, compressed(members[0].second, filter));
}

void add_texts(std::vector<Seed>& seeds) {
  const auto add = [&](const char* name, std::string text) {
    seeds.push_back({"texts", name, std::move(text)});
  };
  const std::string aliases =
      "# Aliases\nalias pci:v00001ED5d00000100sv*sd*bc*sc*i* acme\n"
      "alias vfio_pci:v00001ED5d00000100sv*sd*bc*sc*i* acme_vfio\nalias i2c:a[0-9]* acme "
      "acme-dkms\n";
  add("modules.alias", "a" + aliases);
  add("kernel", "k" + aliases + "kernel/drivers/acme.ko.xz\n");
  add("snapshot", R"(a{"schema_version": 1, "modules": [
{"path": "lib/acme.ko", "name": "acme", "builtin": false, "vermagic": "6.12", "abi": {},
 "aliases": [{"pattern": "pci:v*", "table": "ids", "entry": 0, "origin": "tables"}]}
], "kernel": {"source": "all", "modules.order": "kernel/acme.ko\n"}})");
  add("builtin", std::string("aacme.license=GPL\0acme.alias=pci:v*\0", 36));
  add("baseline", "bko2alias check baseline 1\nclass-wide\tacme\t__mod_pci__ids\tpci:v*\n");
  add("config", "cCONFIG_ACME_NIC=m\n# CONFIG_ACME is not set\nCONFIG_CC=\"gcc \\\"12\\\"\"\n");
  add("substvars", "rmisc:Depends=\nmodaliases?=acme_nic(pci:v00001ED5d0000010[02]*, a:${}{b})\n");
  add("modaliases", "ralias pci:v00001ED5d*sv* acme-nic\nalias of:N*T*Cacme,b acme\n");
  add("control", "rPackage: acme\nVersion: 1\nModaliases: acme_nic(pci:v*, x(y)),\n old(a:b)\n");
  add("spec",
      "rSupplements: modalias(kernel-rt:of:N*T*Cacme%2C%5B0%2D4%5D*)\nmodalias(acpi*:A:*)\n");
  add("metainfo",
      "r<?xml version=\"1.0\"?>\n<component type=\"driver\">\n  <id>a</id>\n  <provides>\n"
      "    <modalias>x:&lt;&#49;*</modalias>\n    <modalias>y</modalias>\n  </provides>\n"
      "</component>\n");
  add("depmod.d",
      "dsearch updates built-in\noverride acme 6.* updates/dkms\nexternal 6 /opt\n"
      "exclude old\n# end\n");
  add("modprobe.d",
      "mblacklist a\nalias eth* a\ninstall b /bin/true\nsoftdep b pre: a post: eth0\n"
      "options a x=1\nmodprobe.blacklist=a-b a.x=1\n");
  add("names",
      "n8086  Intel Corporation\n\t10d3  82574L\n\t\t103c 1785  NC112i\nC 0c  Serial\n"
      "\t03  USB\n\t\t30  XHCI\n");
  add("list", "lweb1\tpci:v00001ED5d00000100sv00000000sd00000000bc02sc00i00\n8086:10d3\n");
  add("lspci",
      "p00:1f.6 0200: 8086:15b7 (rev 21)\n\tSubsystem: 8086:15b7\n"
      "\tKernel driver in use: e1000e\n\tKernel modules: e1000e\n\n"
      "00:02.0 \"0300\" \"8086\" \"5917\" -r07 \"17aa\" \"2245\"\n");
  add("lspci-vmm",
      "pSlot:\t00:1f.6\nClass:\t0200\nVendor:\t8086\nDevice:\t15b7\nSVendor:\t17aa\n"
      "SDevice:\t2245\nRev:\t21\nDriver:\te1000e\n\n");
  add("lsusb",
      "uBus 001 Device 002: ID 1ed5:0300 Acme\nDevice Descriptor:\n"
      "  bDeviceClass            9 Hub\n  idVendor           0x1ed5 Acme\n"
      "  idProduct          0x0300 \n  bcdDevice            1.00\n"
      "    Interface Descriptor:\n      bInterfaceNumber        0\n"
      "      bInterfaceClass         3\n");
  add("usb-devices",
      "tT:  Bus=01 Lev=00 Prnt=00 Port=00 Cnt=00 Dev#=  1 Spd=480 MxCh= 4\n"
      "D:  Ver= 2.00 Cls=09(hub  ) Sub=00 Prot=01 MxPS=64 #Cfgs=  1\n"
      "P:  Vendor=1ed5 ProdID=0300 Rev=06.12\n"
      "I:* If#= 0 Alt= 0 #EPs= 1 Cls=09(hub  ) Sub=00 Prot=00 Driver=hub\n");
  add("udevadm",
      "eP: /devices/pci0000:00/0000:00:1f.6\nE: DRIVER=e1000e\nE: SUBSYSTEM=pci\n"
      "E: MODALIAS=pci:v00008086d000015B7sv000017AAsd00002245bc02sc00i00\n\n");
}

void add_patterns(std::vector<Seed>& seeds) {
  const auto add = [&](const char* name, std::string text) {
    seeds.push_back({"patterns", name, std::move(text)});
  };
  add("usb", "usb:v0BDAp815[0-9]d*\nusb:v0BDAp8152d*\nusb:v0BDAp8152d0\nusb:v*p*d*\n");
  add("texts", "dmi*:svnA*:pn*:\ndmi*:pnB*:\ndmi:svnA:pnB:\ndmi:*A*\n");
  add("brackets", "a[!b]c\na[]b]\na]b*\na\\[b\na-b_c\na[[:digit:]]*\n[^a-c]*\n");
  add("classes", "pci:v*d*bc0Csc03i30*\npci:v1d1bc*\npci:v1d1bc0Csc03i30\npci:v1d2bc0Csc03i3\n");
}

}  // namespace

std::vector<Seed> make_seeds() {
  std::vector<Seed> seeds;
  add_modules(seeds);
  add_embedded(seeds);
  add_archives(seeds);
  add_texts(seeds);
  add_patterns(seeds);
  return seeds;
}

}  // namespace ko2alias::fuzz
