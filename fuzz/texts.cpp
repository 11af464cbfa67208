// The readers of text, one of them for each input: its first byte, a letter, chooses.
#include <algorithm>
#include <tuple>

#include "check/baseline.h"
#include "check/metadata_rules.h"
#include "check/modprobe_rules.h"
#include "device/device_list.h"
#include "device/device_names.h"
#include "harness.h"
#include "kernel/depmod_config.h"
#include "kernel/kernel_config.h"
#include "kernel/module_files.h"
#include "kernel/module_order.h"
#include "kernel/modules_alias.h"
#include "match/loading.h"
#include "match/matcher.h"
#include "match/vfio.h"
#include "metadata/metainfo.h"
#include "metadata/record_index.h"
#include "module/listing.h"

namespace ko2alias::fuzz {
namespace {

void read_listing(std::string_view text) { std::ignore = parse_listing("fuzz", text); }

template <ListingKind kind>
void read_listing_of_devices(std::string_view text) {
  for (const Device& device : read_device_text(text, kind).devices)
    (void)is_told(device, device.driver, std::nullopt);
}

void read_config(std::string_view text) {
  const auto config = KernelConfig::parse(text);
  if (config) find_option(*config, *config, "acme_nic", ModuleFate::gone);
}

void read_depmod_config(std::string_view text) {
  DepmodConfig config;
  config.add_lines(text);
  for (const std::string place : {"kernel/acme.ko", "updates/dkms/acme.ko", "/opt/acme.ko"}) {
    const ModuleFile file{.name = "acme", .place = place, .release = "6.12.57", .tree = "a"};
    std::ignore = config.is_excluded(file);
    std::ignore = config.class_of(file);
  }
}

// The text is the configuration and the kernel's command line.
void read_modprobe_config(std::string_view text) {
  Kernel kernel{
      .name = "fuzz",
      .modules = {{.name = "a", .depends = "b,a", .softdeps = {std::string(text)}}, {.name = "b"}}};
  kernel.modprobe.add_file("fuzz.conf", text);
  kernel.modprobe.add_command_line("cmdline", text);
  const Matcher matcher(kernel);
  const Loader loader(kernel, matcher);
  for (const std::string_view asked : {"a", "eth0"})
    std::ignore = loader.load(asked, matcher.find(asked));
  std::ignore = check_config({&kernel.modprobe, &kernel});
}

void read_baseline(std::string_view text) {
  if (const auto baseline = Baseline::parse(text)) std::ignore = baseline->unused();
  std::ignore = parse_suppression(text);
}

// The lines are one kernel's modules.alias, its modules.order and its modules.builtin.
void read_kernel_lists(std::string_view text) {
  Kernel kernel{.name = "fuzz", .order = std::string(text), .builtin = std::string(text)};
  if (const auto listing = parse_listing("fuzz", text))
    for (const ModuleReport& module : listing->modules())
      kernel.modules.push_back(make_kernel_module(module, {}));
  modules_in_order(kernel);
  built_in_names(kernel);
  const ModulesAlias lines(text);
  for (const ClaimRef& claim : lines.claims())
    std::ignore = choose_vfio_driver(claim.pattern(), lines.claims());
  const Matcher matcher(kernel);
  for (const KernelModule& module : kernel.modules)
    for (const Claim& claim : module.claims) std::ignore = matcher.find(claim.pattern);
}

void read_names(std::string_view text) {
  const DeviceNames names{std::string(text), std::string(text)};
  std::ignore = names.describe("pci:v00008086d000010D3sv*sd*bc0Csc03i30*");
  std::ignore = names.describe("usb:v1ED5p0100d*dc*dsc*dp*ic03isc01ip02in*");
}

// The record of a package with one module.
void read_record(std::string_view text) {
  const std::vector<PackagedModule> modules{
      {.name = "acme_nic",
       .vermagic = "6.12.57-default ",
       .aliases = {"pci:v00001ED5d00000100sv*sd*bc*sc*i*", "of:N*T*Cacme,[0-4]*", "acpi*:A:*"}}};
  if (const auto records = parse_records("fuzz", text)) {
    for (const PackageRecord& record : *records) std::ignore = check_record(record, modules);
    const RecordIndex index(*records);
    for (const char* const device : {"pci:v00001ED5d00000100sv*sd*bc02sc00i*", "acpi:A:B:"})
      std::ignore = index.find(device);
  }
  if (const auto components = parse_metainfo(text))
    for (const MetainfoComponent& component : *components)
      std::ignore = with_modaliases(text, component, {"x:<1"});
}

struct Reader {
  char letter;
  void (*read)(std::string_view text);
};

constexpr Reader readers[] = {
    {'a', read_listing},
    {'b', read_baseline},
    {'c', read_config},
    {'d', read_depmod_config},
    {'m', read_modprobe_config},
    {'k', read_kernel_lists},
    {'n', read_names},
    {'r', read_record},
    {'t', read_listing_of_devices<ListingKind::automatic>},
    {'l', read_listing_of_devices<ListingKind::list>},
    {'p', read_listing_of_devices<ListingKind::lspci>},
    {'u', read_listing_of_devices<ListingKind::lsusb>},
    {'e', read_listing_of_devices<ListingKind::udevadm>},
};

}  // namespace

void run_texts(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto* reader = std::find_if(std::begin(readers), std::end(readers),
                                    [&](const Reader& row) { return row.letter == bytes.front(); });
  if (reader != std::end(readers)) reader->read(bytes.substr(1));
}

}  // namespace ko2alias::fuzz
