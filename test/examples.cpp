#include "examples.h"

#include <unistd.h>

#include <fstream>
#include <sstream>

#include "kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

EntryBytes pci_entry(std::uint64_t device, std::uint64_t class_id, std::uint64_t mask, std::uint64_t override_only) {
  return entry(lp64_le)
      .u32(0x1ed5)
      .u32(device)
      .u32(0xffffffff)
      .u32(0xffffffff)
      .u32(class_id)
      .u32(mask)
      .word(0)
      .u32(override_only);
}

std::string nic_table() {
  return table_of({pci_entry(0x100, 0, 0, 0), pci_entry(0xffffffff, 0x020000, 0xffff00, 0), pci_entry(0x101, 0, 0, 1),
                   pci_entry(0x102, 0, 0, 2)});
}

std::string nic_module() {
  return module_of(lp64_le, {{.symbol = "__mod_pci__acme_nic_ids_device_table", .bytes = nic_table()}},
                   {"license=GPL", "alias=char-major-250-*", "alias=pci:v00001ED5d00000100sv*sd*bc*sc*i*",
                    "vermagic=6.12.48 SMP preempt mod_unload ", "name=acme_nic"});
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
       {.symbol = "__mod_i2c__ids_device_table", .bytes = table_of({entry(lp64_le).chars("acme-temp", 20).word(1)})}},
      {"license=GPL", "vermagic=6.12.48 SMP ", "name=broken"});
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
}

ExampleFolder::~ExampleFolder() {
  fs::current_path(before_);
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Outcome run_program(const Arguments& arguments, bool out_is_terminal) {
  std::ostringstream out;
  std::ostringstream err;
  const int status = run(arguments, {out, err, out_is_terminal});
  return {status, out.str(), err.str()};
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace ko2alias::test
