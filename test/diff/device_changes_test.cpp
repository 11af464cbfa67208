// Devices compared: which of a list get other modules from the new kernel.
//
//   device_changes({"a i2c:x"}, {"b i2c:x"}, {"i2c:x"}) == strings{"moved i2c:x: a > b"}
#include "diff/device_changes.h"

#include "diff/change_texts.h"
#include "diff/diff.h"
#include "kit/kernel_lines.h"

namespace ko2alias::test {
namespace {

// Each device's change as `category MODALIAS: MODULES > MODULES`.
strings changes_of_devices(const Kernel& before, const Kernel& after, std::vector<Device> devices,
                           CompareOptions options = {}) {
  options.devices = std::move(devices);
  const std::vector<Device>& modaliases = *options.devices;
  const Comparison comparison = compare(before, after, options);
  CHECK(comparison.device_count == modaliases.size());
  const auto names = [](const std::vector<ClaimRef>& claims) {
    std::string text;
    for (const ClaimRef& claim : claims)
      text += (text.empty() ? "" : ",") + std::string(claim.name());
    return text;
  };
  strings texts;
  for (const DeviceChange& change : comparison.device_changes)
    texts.push_back(std::string(name_of(change.category)) + " " + change.modalias() + ": " +
                    names(change.before) + " > " + names(change.after));
  return texts;
}

strings changes_of_devices(const strings& before, const strings& after, std::vector<Device> devices,
                           CompareOptions options = {}) {
  return changes_of_devices(kernel(before), kernel(after), std::move(devices), std::move(options));
}

strings device_changes(const strings& before, const strings& after, const strings& modaliases,
                       CompareOptions options = {}) {
  std::vector<Device> devices;
  for (const std::string& modalias : modaliases) devices.push_back({.modalias = modalias});
  return changes_of_devices(before, after, std::move(devices), std::move(options));
}

}  // namespace

TEST_CASE("diff: devices whose modules change, in the order of the list", "[diff][devices]") {
  const strings before{"a i2c:lost*", "b i2c:moved", "c i2c:builtin", "+d i2c:module",
                       "e i2c:same*", "f i2c:both",  "g i2c:both"};
  const strings after{"h i2c:gained*",
                      "i i2c:moved",
                      "+c i2c:builtin",
                      "d i2c:module",
                      "e i2c:same-*",
                      "g i2c:both",
                      "a"};
  CHECK(device_changes(before, after,
                       {"i2c:same-1", "i2c:moved", "i2c:lost1", "i2c:gained", "i2c:builtin",
                        "i2c:module", "i2c:both", "i2c:none", "i2c:moved"}) ==
        strings{"moved i2c:moved: b > i", "lost i2c:lost1: a > ", "gained i2c:gained:  > h",
                "now-built-in i2c:builtin: c > c", "now-a-module i2c:module: d > d",
                "moved i2c:both: f,g > g", "moved i2c:moved: b > i"});
}

TEST_CASE("diff: a device's module counts once, by however many aliases", "[diff][devices]") {
  CHECK(device_changes({"a i2c:x*", "a i2c:*"}, {"a i2c:x"}, {"i2c:x"}).empty());
  CHECK(device_changes({"a i2c:x-y"}, {"a i2c:x_y"}, {"i2c:x-y", "i2c:x_y"}).empty());
}

TEST_CASE("diff: a device that only an override matches is lost", "[diff][devices]") {
  const std::string device = "pci:v00001ED5d00000200sv00000000sd00000000bc02sc00i00";
  CHECK(device_changes({"a pci:v00001ED5d*sv*sd*bc*sc*i*"},
                       {"a vfio_pci:v00001ED5d*sv*sd*bc*sc*i*"}, {device}) ==
        strings{"lost " + device + ": a > ", "gained vfio_" + device + ":  > a"});
}

TEST_CASE("diff: a device whose variant driver for virtual machines goes", "[diff][devices]") {
  const std::string device = "pci:v000015B3d0000101Esv000015B3sd00000003bc02sc00i00";
  const std::string any = "vfio_pci vfio_pci:v*d*sv*sd*bc*sc*i*";
  const std::string variant = "mlx5_vfio_pci vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*";
  CHECK(device_changes({any, variant}, {any}, {device, "hid:b0003"}) ==
        strings{"lost-to-generic vfio_" + device + ": mlx5_vfio_pci,vfio_pci > vfio_pci"});
  // A list may name the override itself.
  CHECK(device_changes({any, variant}, {any}, {"vfio_" + device}).size() == 1);
}

TEST_CASE("diff: devices pass the filters too", "[diff][devices]") {
  const strings before{"a i2c:x", "b usb:y", "c i2c:z"};
  const strings modaliases{"i2c:x", "usb:y", "i2c:z"};
  CHECK(device_changes(before, {"+c i2c:z"}, modaliases, {.buses = {"usb"}}) ==
        strings{"lost usb:y: b > "});
  CHECK(device_changes(before, {"+c i2c:z"}, modaliases, {.modules = {"a"}}) ==
        strings{"lost i2c:x: a > "});
  CHECK(
      device_changes(before, {"+c i2c:z"}, modaliases, {.categories = {Category::now_built_in}}) ==
      strings{"now-built-in i2c:z: c > c"});
}

TEST_CASE("diff: of a device known in part, the modules that may match count", "[diff][devices]") {
  const std::string disk = "pci:v0000144Dd0000A80Asv*sd*bc01sc08i*";
  const strings both{"nvme pci:v*d*sv*sd*bc01sc08i02*", "ahci pci:v*d*sv*sd*bc01sc06i01*"};
  const strings ahci{"ahci pci:v*d*sv*sd*bc01sc06i01*"};
  CHECK(device_changes(both, ahci, {disk}) == strings{"lost " + disk + ": nvme > "});
  CHECK(device_changes(ahci, both, {disk}) == strings{"gained " + disk + ":  > nvme"});
  CHECK(device_changes(both, both, {disk}).empty());
  CHECK(device_changes({"a pci:v0000144Dd*sv*sd*bc*sc*i*"}, {}, {disk}) ==
        strings{"lost " + disk + ": a > "});
}

TEST_CASE("diff: of a device known in part, the modules that its listing names count alone",
          "[diff][devices]") {
  const std::string usb = "pci:v00008086d0000461Esv*sd*bc0Csc03i*";
  const strings both{"uhci_hcd pci:v*d*sv*sd*bc0Csc03i00*", "xhci_pci pci:v*d*sv*sd*bc0Csc03i30*"};
  const strings uhci{"uhci_hcd pci:v*d*sv*sd*bc0Csc03i00*"};
  const std::string moved = "moved " + usb + ": uhci_hcd,xhci_pci > uhci_hcd";
  CHECK(device_changes(both, uhci, {usb}) == strings{moved});
  const Device named{.modalias = usb, .driver = "xhci_hcd", .modules = {"xhci-pci"}};
  CHECK(changes_of_devices(both, uhci, std::vector{named}) ==
        strings{"lost " + usb + ": xhci_pci > "});
  CHECK(changes_of_devices(both, both, std::vector{named}).empty());
  // The driver is called otherwise than its module.
  const Device bound{.modalias = usb, .driver = "xhci_hcd"};
  CHECK(changes_of_devices(both, uhci, std::vector{bound}) == strings{moved});
  // One of the kernels may tell how its module calls it, and that holds for both.
  const auto with_driver = [](strings lines) {
    lines[1] += " 0x0 ids[2]";
    Kernel one = kernel(lines);
    one.modules[1].drivers = {{.name = "xhci_hcd", .table = 0}};
    return one;
  };
  const strings lost{"lost " + usb + ": xhci_pci > "};
  CHECK(changes_of_devices(with_driver(both), kernel(uhci), std::vector{bound}) == lost);
  CHECK(changes_of_devices(with_driver(both), kernel(both), std::vector{bound}).empty());
  CHECK(changes_of_devices(kernel(both), with_driver(both), std::vector{bound}).empty());
  // Two of one modalias are judged each by its own listing.
  CHECK(changes_of_devices(both, uhci, std::vector{bound, named}) ==
        strings{moved, "lost " + usb + ": xhci_pci > "});
  // What is known in full needs no listing.
  const std::string whole = "pci:v00008086d0000461Esv00000000sd00000000bc0Csc03i00";
  CHECK(changes_of_devices(both, uhci,
                           std::vector{Device{.modalias = whole, .modules = {"xhci_pci"}}})
            .empty());
}

TEST_CASE("diff: with devices, only aliases that a changed device meets are left",
          "[diff][devices]") {
  CHECK(changes({"a i2c:x*", "a i2c:y*", "b i2c:z"}, {"b", "c i2c:x*"},
                {.devices = {{{.modalias = "i2c:y1"}}}}) == strings{"lost: a i2c:y* > -"});
  CHECK(changes({"a i2c:x*"}, {}, {.devices = {{{.modalias = "i2c:other"}}}}).empty());
}

TEST_CASE("diff: a device's modules that change places, one now built in and one no longer",
          "[diff]") {
  CHECK_FALSE(device_changes({"+a i2c:x", "b i2c:x"}, {"a i2c:x", "+b i2c:x"}, {"i2c:x"}).empty());
}

}  // namespace ko2alias::test
