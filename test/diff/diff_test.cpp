// Kernels compared: what each category means.
//
//   changes({"ad5446 i2c:ad5301"}, {}) == strings{"lost: ad5446 i2c:ad5301 > -"}
#include "diff/diff.h"

#include "diff/change_texts.h"
#include "kit/kernel_lines.h"

namespace ko2alias::test {
namespace {

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
  CHECK(changes({"a i2c:x", "+b i2c:y", "c"}, {"c", "+b i2c:y", "a i2c:x"}).empty());
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
  // An alias all of whose devices are of the class is not lost.
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
  // A wider class that both kernels have does not hide the new one.
  const std::string both = "hcd pci:v*d*sv*sd*bc0Csc03i*";
  CHECK(others_of({one, both}, {both, there[0]}, Category::lost) == there);
  // An alias of another class shares no device with this one.
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
  // Aliases that differ in more than the prefix are no pair.
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
      // No renames: an alias was lost, one went elsewhere, the old module is still there, the new
      // one was there before.
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
  // A kernel that records what its built-in modules match tells what this one lost.
  const std::string other = "+b pci:v00001ED5d*sv*sd*bc*sc*i*";
  CHECK(changes({"a i2c:x", other}, {"+a i2c:y", other}) ==
        strings{"lost: a i2c:x > -", "gained: - > a i2c:y"});
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
  // The first of two entries is the one that counts.
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
  CHECK(changes(before, after, {.modules = {"snd-*"}}) ==
        strings{"lost: snd_a hdaudio:v1r*a01* > -"});
  CHECK(changes(before, after, {.modules = {"[eg]"}}) ==
        strings{"moved: e i2c:e > f i2c:e", "gained: - > g i2c:g"});
  CHECK(changes(before, after, {.modules = {"f"}}) == strings{"moved: e i2c:e > f i2c:e"});
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

}  // namespace ko2alias::test
