// The modules and configurations of the kernels, and the files in which packages have them.
#include "kit/example_kernels.h"

#include "kit/driver_module.h"
#include "kit/entries.h"

namespace ko2alias::test {
namespace {

ExampleKernel make_6_12() {
  return {
      .release = "6.12.57",
      .modules = {{"acme_dac",
                   {"i2c:acme-dac1", "i2c:acme-dac2", "of:N*T*Cacme,dac1", "of:N*T*Cacme,dac1C*"}},
                  {"acme_dummy", {}},
                  {"acme_hid", {"hid:b0003g*v00001ED5p*"}},
                  {"acme_hub", {"usb:v1ED5p040[0-3]d*dc*dsc*dp*ic*isc*ip*in*"}},
                  {"acme_nic", {"pci:v00001ED5d00000100sv*sd*bc*sc*i*"}},
                  {"acme_old_nic",
                   {"pci:v00001ED5d00000300sv*sd*bc*sc*i*", "pci:v00001ED5d00000301sv*sd*bc*sc*i*",
                    "pci:v00001ED5d00000302sv*sd*bc*sc*i*"}},
                  {"acme_touch", {"hid:b0018g*v00001ED5p00000600"}},
                  {"acme_usb", {"usb:v1ED5p030[0-9A-F]d*dc*dsc*dp*ic*isc*ip*in*"}},
                  {"acme_vfio_pci", {"pci:v00001ED5d00000200sv*sd*bc*sc*i*"}},
                  {"acme_vmbus", {"vmbus:1ed5a1b2c3d4e5f60718293a4b5c6d7e"}},
                  {"hid_generic", {"hid:b*g*v*p*"}},
                  {"snd_acme_codec",
                   {"hdaudio:v1ED50010r*a01*", "hdaudio:v1ED50011r*a01*", "hdaudio:v1ED50012r*a01*",
                    "hdaudio:v1ED50020r*a01*"}}},
      .built_ins = {{"acme_rtc", {"of:N*T*Cacme,rtc", "of:N*T*Cacme,rtcC*"}},
                    {"acme_fs", {"fs-acme"}}},
      .config =
          "CONFIG_ACME_DAC=m\nCONFIG_ACME_FS=y\nCONFIG_ACME_RTC=y\nCONFIG_ACME_TOUCH=m\n"
          "CONFIG_ACME_VMBUS=m\n",
      .nic_data = 1,
  };
}

ExampleKernel make_6_1() {
  ExampleKernel kernel = make_6_12();
  kernel.release = "6.1.158";
  kernel.modules[0].aliases.resize(1);
  kernel.modules.back().aliases.emplace_back("hdaudio:v1ED50001r*a01*");
  return kernel;
}

ExampleKernel make_7_2() {
  return {
      .release = "7.2.1",
      .modules =
          {{"acme_bench", {}},
           {"acme_hid", {"hid:b0003g*v00001ED5p*", "hid:b0003g*v00001ED5p00000500"}},
           {"acme_hub", {"usb:v1ED5p040[0-9]d*dc*dsc*dp*ic*isc*ip*in*"}},
           {"acme_nic",
            {"pci:v00001ED5d00000100sv*sd*bc*sc*i*", "pci:v00001ED5d00000300sv*sd*bc*sc*i*"}},
           {"acme_old_nic",
            {"pci:v00001ED5d00000301sv*sd*bc*sc*i*", "pci:v00001ED5d00000302sv*sd*bc*sc*i*"}},
           {"acme_pen", {"hid:b0018g*v00001ED5p00000700"}},
           {"acme_rtc", {"of:N*T*Cacme,rtc", "of:N*T*Cacme,rtcC*"}},
           {"acme_usb", {"usb:v1ED5p030[0-7]d*dc*dsc*dp*ic*isc*ip*in*"}},
           {"acme_vfio_pci", {"vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i*"}},
           {"acme_wifi", {"pci:v00001ED5d00000400sv*sd*bc*sc*i*", "sdio:c*v1ED5d0400*"}},
           {"hid_generic", {"hid:b*g*v*p*"}},
           {"snd_hda_codec_acme",
            {"hdaudio:v1ED50010r*a01*", "hdaudio:v1ED50011r*a01*", "hdaudio:v1ED50012r*a01*",
             "hdaudio:v1ED50020r*a01*"}}},
      .built_ins = {{"acme_vmbus", {"vmbus:1ed5a1b2c3d4e5f60718293a4b5c6d7e"}},
                    {"acme_fs", {"fs-acme"}}},
      .config =
          "# CONFIG_ACME_DAC is not set\nCONFIG_ACME_FS=y\nCONFIG_ACME_RTC=m\nCONFIG_ACME_VMBUS=y\n"
          "CONFIG_ACME_WIFI=m\n",
      .nic_data = 2,
  };
}

// A module with a table of one entry and the driver that uses it.
std::string driver_of(const Pci& entry, const std::string& name, const std::string& driver,
                      const strings& modinfo) {
  return elf_of({.ids = table_of({pci(lp64_le, entry)}),
                 .table = name + "_ids",
                 .mark = "__mod_pci__" + name + "_ids_device_table",
                 .registration = "",
                 .modinfo = modinfo,
                 .driver_name = driver});
}

}  // namespace

Members ExampleKernel::module_files() const {
  Members files;
  for (const ExampleModule& module : modules) {
    strings modinfo{"license=GPL", "vermagic=" + release + " SMP preempt mod_unload ",
                    "name=" + module.name};
    for (const std::string& alias : module.aliases) modinfo.push_back("alias=" + alias);
    std::string elf = module_of(lp64_le, {}, modinfo);
    if (module.name == "acme_nic")
      elf = driver_of({.vendor = 0x1ed5, .device = 0x100, .data = nic_data}, module.name,
                      module.name, modinfo);
    if (!module.aliases.empty() && module.aliases.front().starts_with("vfio_pci:"))
      elf = driver_of({.vendor = 0x1ed5, .device = 0x200, .override_only = 1}, module.name,
                      "acme-vfio", modinfo);
    files.emplace_back("lib/modules/" + release + "/kernel/drivers/" + module.name + ".ko", elf);
  }
  return files;
}

Members ExampleKernel::builtin_files() const {
  std::string text;
  for (const ExampleModule& module : built_ins) {
    text.append(module.name).append(".license=GPL").append(1, '\0');
    for (const std::string& alias : module.aliases)
      text.append(module.name).append(".alias=").append(alias).append(1, '\0');
  }
  return {{"lib/modules/" + release + "/modules.builtin.modinfo", text}};
}

Members ExampleKernel::config_files() const { return {{"boot/config-" + release, config}}; }

const ExampleKernel& kernel_6_1() {
  static const ExampleKernel kernel = make_6_1();
  return kernel;
}

const ExampleKernel& kernel_6_12() {
  static const ExampleKernel kernel = make_6_12();
  return kernel;
}

const ExampleKernel& kernel_7_2() {
  static const ExampleKernel kernel = make_7_2();
  return kernel;
}

}  // namespace ko2alias::test
