// Kernels compared: what each category means, and random small kernels judged by their mirror and
// by trying every text.
//
//   changes(before, after) == strings{"lost: ad5446 i2c:ad5301 > -"}
#include "diff/diff.h"

#include <algorithm>
#include <map>
#include <random>

#include "kit/kernel_lines.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"

namespace ko2alias::test {
namespace {

std::string to_text(const std::optional<ClaimRef>& claim) {
  return claim ? std::string(claim->name()) + " " + std::string(claim->pattern()) : "-";
}

// Each as `category: MODULE PATTERN > MODULE PATTERN`.
strings texts_of(const Comparison& comparison) {
  strings texts;
  for (const Change& change : comparison.changes)
    texts.push_back(std::string(name_of(change.category)) + ": " + to_text(change.before) + " > " +
                    to_text(change.after));
  return texts;
}

strings changes(const strings& before, const strings& after, const CompareOptions& options = {}) {
  const Kernel old_kernel = kernel(before);
  const Kernel new_kernel = kernel(after);
  return texts_of(compare(old_kernel, new_kernel, options));
}

// The others of a comparison's only change of a category, each as `MODULE PATTERN`.
strings others_of(const strings& before, const strings& after, Category category) {
  const Kernel old_kernel = kernel(before);
  const Kernel new_kernel = kernel(after);
  const Comparison comparison = compare(old_kernel, new_kernel, {.categories = {category}});
  REQUIRE(comparison.changes.size() == 1);
  strings texts;
  for (const ClaimRef& claim : comparison.changes[0].others) texts.push_back(to_text(claim));
  return texts;
}

// The devices of a comparison's changes of a category.
strings devices_of(const strings& before, const strings& after, Category category) {
  const Kernel old_kernel = kernel(before);
  const Kernel new_kernel = kernel(after);
  strings devices;
  for (const Change& change : compare(old_kernel, new_kernel, {.categories = {category}}).changes)
    devices.push_back(change.device);
  return devices;
}

}  // namespace

TEST_CASE("diff: alike kernels do not differ, nor do `-` and `_`", "[diff]") {
  CHECK(changes({}, {}).empty());
  CHECK(changes({"a i2c:x", "+b i2c:y", "c"}, {"d", "+b i2c:y", "a i2c:x"}).empty());
  CHECK(changes({"a i2c:x-1"}, {"a i2c:x_1"}).empty());
  CHECK(changes({"a of:N*T*Cacme,x-[0-9]"}, {"a of:N*T*Cacme,x_[0-9]"}).empty());
  CHECK(changes({"a i2c:x", "a i2c:x"}, {"a i2c:x"}).empty());
}

TEST_CASE("diff: lost and gained, where nothing of the other kernel matches", "[diff]") {
  CHECK(changes({"a i2c:x"}, {"a i2c:y"}) == strings{"lost: a i2c:x > -", "gained: - > a i2c:y"});
  CHECK(changes({"a i2c:x"}, {"a"}) == strings{"lost: a i2c:x > -"});
  CHECK(devices_of({"a i2c:x*"}, {}, Category::lost) == strings{"i2c:x"});
  CHECK(devices_of({}, {"a pci:v00001ED5d*sv*sd*bc*sc*i*"}, Category::gained) ==
        strings{"pci:v00001ED5d00000000sv00000000sd00000000bc00sc00i00"});
}

TEST_CASE("diff: lost, though both kernels match some of it by a class", "[diff]") {
  const std::string class_wide = "xhci pci:v*d*sv*sd*bc0Csc03i30*";
  const std::string one = "a pci:v00001ED5d00000100sv*sd*bc*sc*i*";
  CHECK(changes({class_wide, one}, {class_wide}) ==
        strings{"lost: a pci:v00001ED5d00000100sv*sd*bc*sc*i* > -"});
  // What the class matches, all of it, is not.
  const std::string controller = "a pci:v00001ED5d00000100sv*sd*bc0Csc03i30*";
  CHECK(changes({class_wide, controller}, {class_wide}) ==
        strings{"still-covered: a pci:v00001ED5d00000100sv*sd*bc0Csc03i30* > -"});
}

TEST_CASE(
    "diff: lost, and the classes that are new tell which of its devices are matched all the same",
    "[diff]") {
  const std::string one = "a pci:v00001ED5d00000100sv*sd*bc*sc*i*";
  const strings with_classes = {"xhci pci:v*d*sv*sd*bc0Csc03i30*",
                                "ahci pci:v*d*sv*sd*bc01sc06i01*"};
  const strings there = {"xhci pci:v*d*sv*sd*bc0Csc03i30*"};
  CHECK(changes({one}, there) == strings{"lost: a pci:v00001ED5d00000100sv*sd*bc*sc*i* > -",
                                         "widened: - > xhci pci:v*d*sv*sd*bc0Csc03i30*"});
  CHECK(others_of({one}, there, Category::lost) == there);
  CHECK(others_of({one, there[0]}, with_classes, Category::lost) == strings{with_classes[1]});
  CHECK(others_of(there, {one}, Category::gained) == there);
  // A class that both kernels have in another module takes nothing from what is told.
  const std::string both = "hcd pci:v*d*sv*sd*bc0Csc03i*";
  CHECK(others_of({one, both}, {both, there[0]}, Category::lost) == there);
  // One that names another class has nothing of this one.
  CHECK(others_of({"a pci:v00001ED5d00000100sv*sd*bc02sc00i*"}, there, Category::lost).empty());
  // An id that a device may report besides is no class.
  CHECK(others_of({"a acpi*:ACME0001:*"}, {"a acpi*:ACME0002:*"}, Category::lost).empty());
}

TEST_CASE("diff: acpi ids that only share devices with both ids are lost", "[diff]") {
  CHECK(changes({"a acpi*:ACME0001:*"}, {"a acpi*:ACME0002:*"}) ==
        strings{"lost: a acpi*:ACME0001:* > -", "gained: - > a acpi*:ACME0002:*"});
}

TEST_CASE("diff: partly lost and narrowed, where a part is left", "[diff]") {
  const strings wide{"a usb:v1ED5p030[0-9]d*dc*dsc*dp*ic*isc*ip*in*"};
  const strings narrow{"a usb:v1ED5p030[0-4]d*dc*dsc*dp*ic*isc*ip*in*"};
  CHECK(changes(wide, narrow) ==
        strings{"partly-lost: a usb:v1ED5p030[0-9]d*dc*dsc*dp*ic*isc*ip*in* > -",
                "narrowed: - > a usb:v1ED5p030[0-4]d*dc*dsc*dp*ic*isc*ip*in*"});
  CHECK(devices_of(wide, narrow, Category::partly_lost) ==
        strings{"usb:v1ED5p0305d0000dc00dsc00dp00ic00isc00ip00in00"});
  CHECK(others_of(wide, narrow, Category::partly_lost) ==
        strings{"a usb:v1ED5p030[0-4]d*dc*dsc*dp*ic*isc*ip*in*"});
  CHECK(others_of(wide, narrow, Category::narrowed) == wide);
}

TEST_CASE("diff: partly lost, where only what both had within it is left", "[diff]") {
  const std::string all = "a pci:v00001ED5d*sv*sd*bc*sc*i*";
  const std::string one = "b pci:v00001ED5d00000100sv*sd*bc*sc*i*";
  CHECK(changes({all, one}, {one}) == strings{"partly-lost: a pci:v00001ED5d*sv*sd*bc*sc*i* > -"});
  CHECK(others_of({all, one}, {one}, Category::partly_lost) == strings{one});
}

TEST_CASE("diff: still covered and widened, where the new one matches more", "[diff]") {
  const strings narrow{"a usb:v1ED5p040[0-3]d*dc*dsc*dp*ic*isc*ip*in*"};
  const strings wide{"b usb:v1ED5p040[0-9]d*dc*dsc*dp*ic*isc*ip*in*"};
  CHECK(changes(narrow, wide) ==
        strings{"widened: - > b usb:v1ED5p040[0-9]d*dc*dsc*dp*ic*isc*ip*in*",
                "still-covered: a usb:v1ED5p040[0-3]d*dc*dsc*dp*ic*isc*ip*in* > -"});
  CHECK(others_of(narrow, wide, Category::still_covered) == wide);
  CHECK(others_of(narrow, wide, Category::widened) == narrow);
  CHECK(devices_of(narrow, wide, Category::widened) ==
        strings{"usb:v1ED5p0404d0000dc00dsc00dp00ic00isc00ip00in00"});
}

TEST_CASE("diff: still covered by several together, but not with a gap between them", "[diff]") {
  const strings whole{"a usb:v1ED5p0500d0[0-9A-F]*dc*dsc*dp*ic*isc*ip*in*"};
  const std::string low = "b usb:v1ED5p0500d0[0-4]*dc*dsc*dp*ic*isc*ip*in*";
  const std::string high = "c usb:v1ED5p0500d0[5-9A-F]*dc*dsc*dp*ic*isc*ip*in*";
  CHECK(others_of(whole, {low, high, "d usb:v1ED5p0500d01*dc*dsc*dp*ic*isc*ip*in*"},
                  Category::still_covered) == strings{low, high});
  CHECK(devices_of(whole, {low, "c usb:v1ED5p0500d0[6-9A-F]*dc*dsc*dp*ic*isc*ip*in*"},
                   Category::partly_lost) ==
        strings{"usb:v1ED5p0500d0500dc00dsc00dp00ic00isc00ip00in00"});
}

TEST_CASE("diff: already covered by what stays, narrowed by what goes", "[diff]") {
  const std::string all = "a hid:b0003g*v00001ED5p*";
  const std::string one = "b hid:b0003g*v00001ED5p00000300";
  CHECK(changes({all}, {all, one}) ==
        strings{"already-covered: - > b hid:b0003g*v00001ED5p00000300"});
  CHECK(others_of({all}, {all, one}, Category::already_covered) == strings{all});
  CHECK(changes({all, one}, {all}) ==
        strings{"still-covered: b hid:b0003g*v00001ED5p00000300 > -"});
  CHECK(changes({all}, {one}) == strings{"partly-lost: a hid:b0003g*v00001ED5p* > -",
                                         "narrowed: - > b hid:b0003g*v00001ED5p00000300"});
}

TEST_CASE("diff: override changed, whatever the prefixes, in the same module", "[diff]") {
  const std::string id = "pci:v00001ED5d00000200sv*sd*bc*sc*i*";
  struct Row {
    std::string before;
    std::string after;
  };
  const Row rows[] = {{"", "vfio_"}, {"vfio_", ""}, {"vfio_", "acme_"}, {"acme_", "vfio_"}};
  for (const Row& row : rows) {
    CAPTURE(row.before, row.after);
    CHECK(changes({"a " + row.before + id}, {"a " + row.after + id}) ==
          strings{"override-changed: a " + row.before + id + " > a " + row.after + id});
    CHECK(changes({"a " + row.before + id}, {"b " + row.after + id}) ==
          strings{"lost: a " + row.before + id + " > -", "gained: - > b " + row.after + id});
  }
  // The prefix alone makes no pair.
  CHECK(changes({"a pci:v00001ED5d*sv*sd*bc*sc*i*"},
                {"a vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i*"}) ==
        strings{"lost: a pci:v00001ED5d*sv*sd*bc*sc*i* > -",
                "gained: - > a vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i*"});
}

TEST_CASE("diff: an override beside the plain entry is gained", "[diff]") {
  const std::string plain = "a pci:v00001ED5d00000200sv*sd*bc*sc*i*";
  const std::string other = "a vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i*";
  CHECK(changes({plain}, {plain, other}) == strings{"gained: - > " + other});
  CHECK(changes({plain, other}, {other}) == strings{"lost: " + plain + " > -"});
}

TEST_CASE("diff: override changed from one entry to two pairs once", "[diff]") {
  const std::string id = "pci:v00001ED5d00000200sv*sd*bc*sc*i*";
  const strings one{"a " + id};
  const strings two{"a acme_" + id, "a vfio_" + id};
  CHECK(changes(one, two) ==
        strings{"override-changed: a " + id + " > a acme_" + id, "gained: - > a vfio_" + id});
  CHECK(changes(two, one) ==
        strings{"lost: a vfio_" + id + " > -", "override-changed: a acme_" + id + " > a " + id});
}

TEST_CASE("diff: moved, where another module has the pattern", "[diff]") {
  CHECK(changes({"a i2c:x"}, {"b i2c:x"}) == strings{"moved: a i2c:x > b i2c:x"});
  CHECK(changes({"a i2c:x", "b i2c:x"}, {"b i2c:x"}) == strings{"still-covered: a i2c:x > -"});
  CHECK(changes({"b i2c:x"}, {"a i2c:x", "b i2c:x"}) == strings{"already-covered: - > a i2c:x"});
  // Built in or not, it is another module.
  CHECK(changes({"a i2c:x"}, {"+b i2c:x"}) == strings{"moved: a i2c:x > b i2c:x"});
}

TEST_CASE("diff: of several modules of one pattern the gone and the new ones are paired",
          "[diff]") {
  CHECK(changes({"a i2c:x", "b i2c:x", "c i2c:x"}, {"a i2c:x", "b", "d i2c:x"}) ==
        strings{"moved: c i2c:x > d i2c:x", "still-covered: b i2c:x > -"});
  CHECK(changes({"a i2c:x", "c"}, {"c i2c:x", "d i2c:x"}) ==
        strings{"moved: a i2c:x > d i2c:x", "already-covered: - > c i2c:x"});
  CHECK(changes({"a i2c:x", "b i2c:x"}, {"c i2c:x", "d i2c:x"}).size() == 2);
  CHECK(others_of({"a i2c:x", "b i2c:x"}, {"b i2c:x"}, Category::still_covered) ==
        strings{"b i2c:x"});
}

TEST_CASE("diff: a rename is a module that went as a whole", "[diff]") {
  struct Row {
    strings before;
    strings after;
    bool is_renamed = false;
  };
  const Row rows[] = {
      {{"a i2c:x", "a i2c:y"}, {"b i2c:x", "b i2c:y"}, true},
      {{"a i2c:x"}, {"b i2c:x", "b i2c:z"}, true},
      // Something of it was lost, or went elsewhere; it is still there; the other one was there
      // before.
      {{"a i2c:x", "a i2c:y"}, {"b i2c:x"}, false},
      {{"a i2c:x", "a i2c:y"}, {"b i2c:x", "c i2c:y"}, false},
      {{"a i2c:x"}, {"a", "b i2c:x"}, false},
      {{"a i2c:x", "b"}, {"b i2c:x"}, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.before, row.after);
    const Kernel before = kernel(row.before);
    const Kernel after = kernel(row.after);
    const Comparison comparison = compare(before, after, {.categories = {Category::moved}});
    REQUIRE_FALSE(comparison.changes.empty());
    for (const Change& change : comparison.changes) CHECK(change.is_renamed == row.is_renamed);
  }
}

TEST_CASE("diff: now built in and now a module, the same module and pattern", "[diff]") {
  CHECK(changes({"a i2c:x"}, {"+a i2c:x"}) == strings{"now-built-in: a i2c:x > a i2c:x"});
  CHECK(changes({"+a i2c:x"}, {"a i2c:x"}) == strings{"now-a-module: a i2c:x > a i2c:x"});
  CHECK(changes({"+a i2c:x"}, {"+a i2c:x"}).empty());
  CHECK(changes({"a i2c:x"}, {"+a i2c:y"}) == strings{"lost: a i2c:x > -", "gained: - > a i2c:y"});
}

TEST_CASE("diff: data changed, only where both have data and it was asked for", "[diff]") {
  const CompareOptions with_data{.with_data = true};
  CHECK(changes({"a i2c:x 1"}, {"a i2c:x 2"}).empty());
  CHECK(changes({"a i2c:x 1"}, {"a i2c:x 2"}, with_data) ==
        strings{"data-changed: a i2c:x > a i2c:x"});
  CHECK(changes({"a i2c:x 1"}, {"a i2c:x 1"}, with_data).empty());
  CHECK(changes({"a i2c:x"}, {"a i2c:x 2"}, with_data).empty());
  CHECK(changes({"a i2c:x 1"}, {"a i2c:x"}, with_data).empty());
  CHECK(changes({"a i2c:x 1"}, {"b i2c:x 2"}, with_data) == strings{"moved: a i2c:x > b i2c:x"});
  // Of two entries the first one counts.
  CHECK(changes({"a i2c:x 1", "a i2c:x 2"}, {"a i2c:x 1"}, with_data).empty());
}

TEST_CASE("diff: a configuration explains what became of a whole module", "[diff]") {
  const auto reasons = [](const strings& old_lines, const std::string& old_config,
                          const strings& new_lines, const std::string& new_config) {
    const Kernel before = kernel(old_lines, old_config);
    const Kernel after = kernel(new_lines, new_config);
    strings texts;
    for (const Change& change : compare(before, after, {}).changes)
      texts.push_back(change.reason ? change.reason->option + " " + change.reason->before + " " +
                                          change.reason->after
                                    : "");
    return texts;
  };
  const std::string as_module = "CONFIG_AD5446=m\n";
  const std::string built_in = "CONFIG_AD5446=y\n";
  const std::string unset = "# CONFIG_AD5446 is not set\n";
  const std::string absent = "CONFIG_IIO=y\n";
  CHECK(reasons({"ad5446 i2c:x"}, as_module, {}, unset) == strings{"CONFIG_AD5446 m not set"});
  CHECK(reasons({"ad5446 i2c:x"}, as_module, {}, absent) == strings{"CONFIG_AD5446 m absent"});
  CHECK(reasons({}, absent, {"ad5446 i2c:x"}, as_module) == strings{"CONFIG_AD5446 absent m"});
  CHECK(reasons({"ad5446 i2c:x"}, as_module, {"+ad5446 i2c:x"}, built_in) ==
        strings{"CONFIG_AD5446 m y"});
  CHECK(reasons({"+ad5446 i2c:x"}, built_in, {"ad5446 i2c:x"}, as_module) ==
        strings{"CONFIG_AD5446 y m"});
  // The module is still there; one kernel's configuration is not known; the option did not change.
  CHECK(reasons({"ad5446 i2c:x"}, as_module, {"ad5446"}, unset) == strings{""});
  CHECK(reasons({"ad5446 i2c:x"}, as_module, {}, "") == strings{""});
  CHECK(reasons({"ad5446 i2c:x"}, as_module, {}, as_module) == strings{""});
}

TEST_CASE("diff: filters by bus, module and category", "[diff]") {
  const strings before{"snd_a hdaudio:v1r*a01*", "snd-b i2c:b",
                       "c vfio_pci:v00001ED5d*sv*sd*bc*sc*i*", "d fs-d", "e i2c:e"};
  const strings after{"f i2c:e", "g i2c:g"};
  CHECK(changes(before, after).size() == 6);
  CHECK(changes(before, after, {.buses = {"hdaudio"}}) ==
        strings{"lost: snd_a hdaudio:v1r*a01* > -"});
  CHECK(changes(before, after, {.buses = {"pci", "other"}}) ==
        strings{"lost: c vfio_pci:v00001ED5d*sv*sd*bc*sc*i* > -", "lost: d fs-d > -"});
  CHECK(changes(before, after, {.module = "snd-*"}) == strings{"lost: snd_a hdaudio:v1r*a01* > -"});
  CHECK(changes(before, after, {.module = "[eg]"}) ==
        strings{"moved: e i2c:e > f i2c:e", "gained: - > g i2c:g"});
  CHECK(changes(before, after, {.module = "f"}) == strings{"moved: e i2c:e > f i2c:e"});
  CHECK(changes(before, after, {.categories = {Category::gained, Category::moved}}) ==
        strings{"moved: e i2c:e > f i2c:e", "gained: - > g i2c:g"});
  CHECK(changes(before, after, {.buses = {"usb"}}).empty());
}

TEST_CASE("diff: ordered by category, bus, modules and pattern, what has no bus last", "[diff]") {
  CHECK(changes({"b usb:b", "b i2c:z", "a i2c:y", "a fs-x", "b i2c:y", "c i2c:m"},
                {"d i2c:m", "a i2c:n"}) ==
        strings{"lost: a i2c:y > -", "lost: b i2c:y > -", "lost: b i2c:z > -", "lost: b usb:b > -",
                "lost: a fs-x > -", "moved: c i2c:m > d i2c:m", "gained: - > a i2c:n"});
}

TEST_CASE("diff: categories have names and meanings, and are found by their names", "[diff]") {
  for (std::size_t i = 0; i < category_count; ++i) {
    const auto category = static_cast<Category>(i);
    CHECK(find_category(name_of(category)) == category);
    CHECK_FALSE(meaning_of(category).empty());
  }
  CHECK_FALSE(find_category("partly_lost"));
  CHECK_FALSE(find_category(""));
}

// --- devices
// --------------------------------------------------------------------------------------------------

namespace {

// Each device's change as `category MODALIAS: MODULES > MODULES`.
strings device_changes(const strings& before, const strings& after, const strings& modaliases,
                       CompareOptions options = {}) {
  options.devices.emplace();
  for (const std::string& modalias : modaliases) options.devices->push_back({.modalias = modalias});
  const Kernel old_kernel = kernel(before);
  const Kernel new_kernel = kernel(after);
  const Comparison comparison = compare(old_kernel, new_kernel, options);
  CHECK(comparison.device_count == modaliases.size());
  const auto names = [](const std::vector<ClaimRef>& claims) {
    std::string text;
    for (const ClaimRef& claim : claims)
      text += (text.empty() ? "" : ",") + std::string(claim.name());
    return text;
  };
  strings texts;
  for (const DeviceChange& change : comparison.device_changes)
    texts.push_back(std::string(name_of(change.category)) + " " + change.device->modalias + ": " +
                    names(change.before) + " > " + names(change.after));
  return texts;
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
                       {"a vfio_pci:v00001ED5d*sv*sd*bc*sc*i*"},
                       {device}) == strings{"lost " + device + ": a > "});
}

TEST_CASE("diff: devices pass the filters too", "[diff][devices]") {
  const strings before{"a i2c:x", "b usb:y", "c i2c:z"};
  const strings modaliases{"i2c:x", "usb:y", "i2c:z"};
  CHECK(device_changes(before, {"+c i2c:z"}, modaliases, {.buses = {"usb"}}) ==
        strings{"lost usb:y: b > "});
  CHECK(device_changes(before, {"+c i2c:z"}, modaliases, {.module = "a"}) ==
        strings{"lost i2c:x: a > "});
  CHECK(
      device_changes(before, {"+c i2c:z"}, modaliases, {.categories = {Category::now_built_in}}) ==
      strings{"now-built-in i2c:z: c > c"});
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

// --- random kernels
// -------------------------------------------------------------------------------------------

namespace {

std::string random_pattern(std::mt19937& random, std::string_view head) {
  std::string pattern(random() % 5, ' ');
  for (char& c : pattern) c = "aab*?*"[random() % 6];
  return std::string(head) + pattern;
}

// One override prefix at most, as a kernel has for an entry.
Kernel random_kernel(std::mt19937& random, std::string_view override_head) {
  strings lines;
  const std::size_t size = random() % 7;
  for (std::size_t i = 0; i < size; ++i) {
    const std::string name(1, "mnop"[random() % 4]);
    const std::string_view head = random() % 4 == 0 ? override_head : "";
    // Whether a module is built in is said once, by its first alias.
    lines.push_back(name + " " + random_pattern(random, head));
  }
  Kernel made = kernel(lines);
  for (KernelModule& module : made.modules) module.is_builtin = random() % 3 == 0;
  return made;
}

struct TwoKernels {
  Kernel before;
  Kernel after;
};

TwoKernels random_kernels(std::mt19937& random) {
  const bool is_swapped = random() % 2 == 0;
  TwoKernels two{random_kernel(random, is_swapped ? "vfio_pci:" : "pci:"),
                 random_kernel(random, is_swapped ? "pci:" : "vfio_pci:")};
  // Some aliases are in both.
  if (!two.before.modules.empty() && random() % 2 == 0) {
    const KernelModule& shared = two.before.modules[random() % two.before.modules.size()];
    std::erase_if(two.after.modules,
                  [&](const KernelModule& module) { return module.name == shared.name; });
    two.after.modules.push_back(shared);
  }
  return two;
}

// Texts of the patterns' letters and one more that only wildcards match.
const strings& all_texts() {
  static const strings made = [] {
    strings texts{""};
    for (std::size_t i = 0, size = 1; size <= 8; ++size)
      for (const std::size_t end = texts.size(); i < end; ++i)
        for (const char c : {'a', 'b', 'c'}) texts.push_back(texts[i] + c);
    return texts;
  }();
  return made;
}

bool is_matched_by(const Kernel& kernel, const std::string& text) {
  return std::any_of(kernel.modules.begin(), kernel.modules.end(), [&](const KernelModule& module) {
    return std::any_of(module.claims.begin(), module.claims.end(),
                       [&](const Claim& claim) { return Glob::of_alias(claim.pattern).matches(text); });
  });
}

bool is_matched_by(const std::vector<ClaimRef>& claims, const std::string& text) {
  return std::any_of(claims.begin(), claims.end(),
                     [&](const ClaimRef& claim) { return Glob::of_alias(claim.pattern()).matches(text); });
}

// Judges what was said of an alias that its own kernel alone has, by its texts.
void check_coverage(const Change& change, const ClaimRef& claim, const Kernel& other) {
  CAPTURE(name_of(change.category), std::string(claim.pattern()), change.device);
  const Glob glob = Glob::of_alias(claim.pattern());
  const bool is_covered = change.category == Category::still_covered ||
                          change.category == Category::narrowed ||
                          change.category == Category::already_covered;
  if (!is_covered) {
    CHECK(glob.matches(change.device));
    CHECK_FALSE(is_matched_by(other, change.device));
  }
  const bool is_part =
      change.category == Category::partly_lost || change.category == Category::widened;
  if (is_covered || is_part) CHECK_FALSE(change.others.empty());
  for (const ClaimRef& part : change.others) CHECK(overlap(glob, Glob::of_alias(part.pattern())));
  if (!is_covered) return;
  for (const std::string& text : all_texts())
    if (glob.matches(text) && !is_matched_by(change.others, text))
      FAIL_CHECK("not covered: " << text);
}

using Counts = std::map<std::pair<std::string, std::string>, int>;

// How often an alias of a kernel has to be in a comparison with another: once if that one lacks it,
// or has it as the other kind of module.
Counts expected_counts(const Kernel& kernel, const Kernel& other) {
  std::map<std::pair<std::string, std::string>, bool> others;
  for (const KernelModule& module : other.modules)
    for (const Claim& claim : module.claims)
      others[{module.name, claim.pattern}] = module.is_builtin;
  Counts counts;
  for (const KernelModule& module : kernel.modules)
    for (const Claim& claim : module.claims) {
      const auto same = others.find({module.name, claim.pattern});
      if (same == others.end() || same->second != module.is_builtin)
        counts[{module.name, claim.pattern}] = 1;
    }
  return counts;
}

Counts counts_of(const Comparison& comparison, std::optional<ClaimRef> Change::*side) {
  Counts counts;
  for (const Change& change : comparison.changes)
    if (const auto& claim = change.*side)
      ++counts[{std::string(claim->name()), std::string(claim->pattern())}];
  return counts;
}

}  // namespace

TEST_CASE("diff: the other way round gives the mirror", "[diff]") {
  const unsigned seed = GENERATE(1U, 2U, 3U, 4U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  Counts seen;
  for (int i = 0; i < 1000; ++i) {
    const auto [before, after] = random_kernels(random);
    const Comparison there = compare(before, after, {});
    const Comparison back = compare(after, before, {});
    CAPTURE(i, texts_of(there), texts_of(back));
    const auto check_mirror = [&](Category one, std::vector<Category> others) {
      std::size_t count = 0;
      for (const Category other : others) count += back.count(other);
      CHECK(there.count(one) == count);
    };
    check_mirror(Category::lost, {Category::gained});
    check_mirror(Category::gained, {Category::lost});
    check_mirror(Category::partly_lost, {Category::widened});
    check_mirror(Category::widened, {Category::partly_lost});
    check_mirror(Category::still_covered, {Category::narrowed, Category::already_covered});
    check_mirror(Category::moved, {Category::moved});
    check_mirror(Category::override_changed, {Category::override_changed});
    check_mirror(Category::now_built_in, {Category::now_module});
    check_mirror(Category::now_module, {Category::now_built_in});
    for (const Change& change : there.changes) ++seen[{std::string(name_of(change.category)), ""}];
    CHECK(compare(before, before, {}).changes.empty());
  }
  // All but data-changed.
  CHECK(seen.size() == category_count - 1);
}

TEST_CASE("diff: what is covered and what is not, by trying every text", "[diff]") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 60; ++i) {
    const auto [before, after] = random_kernels(random);
    const Comparison comparison = compare(before, after, {});
    CAPTURE(i, texts_of(comparison));
    for (const Change& change : comparison.changes) {
      if (change.before && !change.after) check_coverage(change, *change.before, after);
      if (change.after && !change.before) check_coverage(change, *change.after, before);
    }
  }
}

TEST_CASE("diff: each alias that one kernel alone has is told of once", "[diff]") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 1000; ++i) {
    const auto [before, after] = random_kernels(random);
    const Comparison comparison = compare(before, after, {});
    CAPTURE(i, texts_of(comparison));
    CHECK(counts_of(comparison, &Change::before) == expected_counts(before, after));
    CHECK(counts_of(comparison, &Change::after) == expected_counts(after, before));
  }
}

}  // namespace ko2alias::test
