// Generic aliases, which every device of their bus matches, support no other alias.
#include "pattern/generic.h"

#include "bus/buses.h"
#include "diff/change_texts.h"
#include "diff/diff.h"
#include "kit/kernel_lines.h"
#include "pattern/alias_bus.h"
#include "pattern/kmod_text.h"

namespace ko2alias::test {
namespace {

const std::string any_hid = "hid_generic hid:b*g*v*p*";
const std::string touchpad = "hid_multitouch hid:b0018g0004v000006CBp0000CEFE";
const std::string any_vfio = "vfio_pci vfio_pci:v*d*sv*sd*bc*sc*i*";
const std::string variant = "mlx5_vfio_pci vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*";

// The changes of devices, each as `category MODULES > MODULES`.
strings changes_of_devices(const strings& before, const strings& after, const strings& modaliases) {
  CompareOptions options;
  options.devices.emplace();
  for (const std::string& modalias : modaliases) options.devices->push_back({.modalias = modalias});
  const Kernel old_kernel = kernel(before);
  const Kernel new_kernel = kernel(after);
  strings texts;
  for (const DeviceChange& change : compare(old_kernel, new_kernel, options).device_changes) {
    std::string text(name_of(change.category));
    for (const ClaimRef& claim : change.before) text += " " + std::string(claim.name());
    text += " >";
    for (const ClaimRef& claim : change.after) text += " " + std::string(claim.name());
    texts.push_back(text);
  }
  return texts;
}

}  // namespace

TEST_CASE("generic: aliases that every device of their bus matches", "[diff][generic]") {
  GenericAliases generic;
  for (const char* const alias :
       {"hid:b*g*v*p*", "hid:b*", "vfio_pci:v*d*sv*sd*bc*sc*i*", "pci:v*d*sv*sd*bc*sc*i*",
        "of:N*T*C*", "of:N*T*", "usb:v*p*d*dc*dsc*dp*ic*isc*ip*in*", "acpi*:*:*", "i2c:*",
        "input:b*v*p*e*-e*k*r*a*m*l*s*f*w*", "pnp:d*", "unheardof:*", "virtio:d*v*"}) {
    CAPTURE(alias);
    CHECK(generic.has(normalized(alias)));
  }
  for (const char* const alias :
       {"hid:b0003g*v*p*", "pci:v*d*sv*sd*bc0Csc03i30*", "pci:v00008086d*sv*sd*bc*sc*i*",
        "of:N*T*Cacme,x", "of:N*T*Cacme,xC*", "acpi*:PNP0A03:*", "fs-ext4", "fs-*", "i2c:a*", "",
        "usb:v*p*d*dc09dsc*dp*ic*isc*ip*in*", "dmi*:svn*ACME*:*",
        "vfio_pci:v000015B3d*sv*sd*bc*sc*i*", "pnp:dPNP0C02*",
        "cpu:type:x86,ven*fam*mod*:feature:*0081*", "hid:b*g*v*p[0-9]*"}) {
    CAPTURE(alias);
    CHECK_FALSE(generic.has(normalized(alias)));
  }
}

TEST_CASE("generic: the pattern of all devices of a bus is generic", "[diff][generic]") {
  GenericAliases generic;
  for (const Bus* const bus : all_buses()) {
    const std::string all = normalized(pattern_of_all(*bus));
    CAPTURE(all);
    if (bus_of(all) == bus->type) CHECK(generic.has(all));
  }
}

TEST_CASE("diff: what a generic alias alone is left for is lost to it", "[diff][generic]") {
  CHECK(changes({any_hid, touchpad}, {any_hid}) ==
        strings{"lost-to-generic: " + touchpad + " > -"});
  CHECK(changes({any_hid}, {any_hid, touchpad}) == strings{"gained-from-generic: - > " + touchpad});
  CHECK(changes({any_vfio, variant}, {any_vfio}) ==
        strings{"lost-to-generic: " + variant + " > -"});
  const std::string in_tree = "a of:N*T*Cacme,dac";
  CHECK(changes({in_tree, "b of:N*T*C*"}, {"b of:N*T*C*"}) ==
        strings{"lost-to-generic: " + in_tree + " > -"});
  // It is lost to nothing if the generic alias went as well, or never was.
  CHECK(changes({touchpad}, {}) == strings{"lost: " + touchpad + " > -"});
  // Another prefix is asked for by other means.
  CHECK(changes({any_vfio, "a pci:v00001ED5d*sv*sd*bc*sc*i*"}, {any_vfio}) ==
        strings{"lost: a pci:v00001ED5d*sv*sd*bc*sc*i* > -"});
}

TEST_CASE("diff: beside a generic alias others cover as they do without it", "[diff][generic]") {
  const std::string vendor = "synaptics hid:b*g*v000006CBp*";
  CHECK(changes({any_hid, touchpad, vendor}, {any_hid, vendor}) ==
        strings{"still-covered: " + touchpad + " > -"});
  CHECK(changes({any_hid, vendor}, {any_hid, touchpad}) ==
        strings{"partly-lost: " + vendor + " > -", "narrowed: - > " + touchpad});
  // A class is support, and no generic alias.
  const std::string xhci = "xhci pci:v*d*sv*sd*bc0Csc03i30*";
  const std::string one = "a pci:v00001ED5d00000100sv*sd*bc0Csc03i30*";
  CHECK(changes({xhci, one}, {xhci}) == strings{"still-covered: " + one + " > -"});
}

TEST_CASE("diff: a generic alias is covered by one that says the same otherwise",
          "[diff][generic]") {
  CHECK(changes({any_hid}, {"hid_any hid:b*"}) ==
        strings{"widened: - > hid_any hid:b*", "still-covered: " + any_hid + " > -"});
  CHECK(changes({any_hid, touchpad}, {touchpad}) == strings{"partly-lost: " + any_hid + " > -"});
}

TEST_CASE("diff: the categories of devices know generic drivers", "[diff][generic][devices]") {
  const strings device{"hid:b0018g0004v000006CBp0000CEFE"};
  CHECK(changes_of_devices({any_hid, touchpad}, {any_hid}, device) ==
        strings{"lost-to-generic hid_generic hid_multitouch > hid_generic"});
  CHECK(changes_of_devices({any_hid}, {any_hid, touchpad}, device) ==
        strings{"gained-from-generic hid_generic > hid_generic hid_multitouch"});
  CHECK(changes_of_devices({any_hid, touchpad}, {any_hid, "other hid:b0018g*v*p*"}, device) ==
        strings{"moved hid_generic hid_multitouch > hid_generic other"});
  CHECK(changes_of_devices({any_hid}, {}, device) == strings{"lost hid_generic >"});
  CHECK(changes_of_devices({any_hid}, {"other hid:b*"}, device) ==
        strings{"moved hid_generic > other"});
  // A module with a generic alias and one of its own for the device.
  CHECK(changes_of_devices({"hid_generic hid:b*g*v*p*", "hid_generic " + device[0]}, {any_hid},
                           device)
            .empty());
}

}  // namespace ko2alias::test
