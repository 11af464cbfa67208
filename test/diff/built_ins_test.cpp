// Modules that are built in by name alone, and modules without aliases.
#include "diff/built_ins.h"

#include "diff/change_texts.h"
#include "diff/device_groups.h"
#include "diff/diff.h"
#include "kit/kernel_lines.h"

namespace ko2alias::test {
namespace {

const std::string virtio = "virtio_pci pci:v00001AF4d*sv*sd*bc*sc*i*";
const std::string list =
    "kernel/drivers/virtio/virtio_ring.ko\nkernel/drivers/virtio/virtio-pci.ko\n";

Kernel with_built_ins(const strings& lines, std::string builtin, std::string config = "") {
  Kernel made = kernel(lines, std::move(config));
  made.builtin = std::move(builtin);
  return made;
}

strings texts(const Kernel& before, const Kernel& after, const CompareOptions& options = {}) {
  return texts_of(compare(before, after, options));
}

strings device_texts(const Kernel& before, const Kernel& after, const strings& modaliases) {
  CompareOptions options;
  options.devices.emplace();
  for (const std::string& modalias : modaliases) options.devices->push_back({.modalias = modalias});
  strings made;
  const Comparison comparison = compare(before, after, options);
  for (const DeviceChange& change : comparison.device_changes) {
    std::string text(name_of(change.category));
    for (const ClaimRef& claim : change.before) text += " " + std::string(claim.name());
    text += " >";
    for (const ClaimRef& claim : change.after)
      text += " " + std::string(claim.name()) + (claim.is_builtin() ? "+" : "");
    made.push_back(text);
  }
  return made;
}

strings caveat_sentences(const Kernel& before, const Kernel& after,
                         const CompareOptions& options = {}) {
  strings made;
  for (const Caveat& caveat : compare(before, after, options).caveats)
    made.push_back(sentence_of(caveat));
  return made;
}

}  // namespace

TEST_CASE("diff: a module that left for vmlinux is built in, whatever the kernel records",
          "[diff][builtin]") {
  const Kernel before = with_built_ins({virtio, "a i2c:x"}, "", "CONFIG_VIRTIO_PCI=m\n");
  const Kernel after = with_built_ins({"a i2c:x"}, list, "CONFIG_VIRTIO_PCI=y\n");
  CHECK(texts(before, after) == strings{"now-built-in: " + virtio + " > " + virtio});
  CHECK(texts(after, before) == strings{"now-a-module: " + virtio + " > " + virtio});
  const CompareOptions options;
  const Comparison comparison = compare(before, after, options);
  REQUIRE(comparison.changes.size() == 1);
  REQUIRE(comparison.changes[0].reason);
  CHECK(comparison.changes[0].reason->option == "CONFIG_VIRTIO_PCI");
  CHECK(comparison.changes[0].after->is_builtin());
  CHECK(caveat_sentences(before, after) ==
        strings{"test (new): nothing says what its built-in modules match, so 1 alias of them is "
                "taken from test (old)"});

  const strings device{"pci:v00001AF4d00001042sv00001AF4sd00001042bc01sc80i00"};
  CHECK(device_texts(before, after, device) == strings{"now-built-in virtio_pci > virtio_pci+"});
  CHECK(device_texts(after, before, device) == strings{"now-a-module virtio_pci > virtio_pci"});
}

TEST_CASE("diff: an alias that a recorded built-in module lacks is lost", "[diff][builtin]") {
  const Kernel before = with_built_ins({virtio, "virtio_pci i2c:old"}, "");
  CHECK(texts(before, with_built_ins({"+" + virtio}, list)) ==
        strings{"lost: virtio_pci i2c:old > -", "now-built-in: " + virtio + " > " + virtio});
  // Aliases that were written by hand are all that older kernels record.
  CHECK(texts(before, with_built_ins({"+virtio_pci i2c:new"}, list)) ==
        strings{"now-built-in: virtio_pci i2c:old > virtio_pci i2c:old",
                "now-built-in: " + virtio + " > " + virtio, "gained: - > virtio_pci i2c:new"});
}

TEST_CASE("diff: built in on both sides is no change, whichever side records it",
          "[diff][builtin]") {
  const Kernel recorded = with_built_ins({"a i2c:x", "+" + virtio}, list);
  const Kernel named = with_built_ins({"a i2c:x"}, list);
  CHECK(texts(recorded, named).empty());
  CHECK(texts(named, recorded).empty());
}

TEST_CASE("diff: a kernel that does not tell what is built in is marked", "[diff][builtin]") {
  Kernel before = with_built_ins({virtio, "a i2c:x"}, "");
  Kernel after = kernel({"a i2c:x"});
  before.name = "old";
  after.name = "new";
  CHECK(caveat_sentences(before, after) ==
        strings{"new: nothing says which modules are built in, so 1 change is of modules that may "
                "be"});
  CHECK(caveat_sentences(before, after, {.without_built_ins = true}).empty());
  CHECK(caveat_sentences(before, after, {.categories = {Category::moved}}).empty());
  after.builtin = "";
  CHECK(caveat_sentences(before, after).empty());
}

TEST_CASE("diff: modules without aliases are gone, new or built in", "[diff][builtin]") {
  CHECK(texts(kernel({"a i2c:x", "snd_dummy"}), kernel({"a i2c:x", "snd_aloop"})) ==
        strings{"module-gone: snd_dummy  > -", "module-new: - > snd_aloop "});
  const Kernel before = with_built_ins({"a i2c:x", "snd_dummy"}, "");
  const Kernel after = with_built_ins({"a i2c:x"}, "kernel/sound/drivers/snd-dummy.ko\n");
  CHECK(texts(before, after) == strings{"now-built-in: snd_dummy  > snd_dummy "});
  CHECK(texts(after, before) == strings{"now-a-module: snd_dummy  > snd_dummy "});
  // One that has aliases in the other kernel is there.
  CHECK(texts(kernel({"a i2c:x", "b"}), kernel({"a i2c:x", "b i2c:b"})) ==
        strings{"gained: - > b i2c:b"});
}

TEST_CASE("diff: a list that has no modules without aliases loses none", "[diff][builtin]") {
  const Kernel tree = with_built_ins({"a i2c:x", "snd_dummy"}, "");
  Kernel listed = with_built_ins({"a i2c:x"}, "");
  for (KernelModule& module : listed.modules) module.is_listed = true;
  CHECK(texts(tree, listed).empty());
  CHECK(texts(listed, tree).empty());
  CHECK(caveat_sentences(tree, listed) ==
        strings{"test (new): a list tells nothing of modules without aliases, so those of test "
                "(old) were not compared"});
}

TEST_CASE("diff: a list of devices may name modules", "[diff][builtin][devices]") {
  const Kernel before = with_built_ins({"a i2c:x", "snd_dummy", "snd_aloop"}, "");
  const Kernel after = with_built_ins({"a i2c:x"}, "kernel/sound/drivers/snd-dummy.ko\n");
  CHECK(device_texts(before, after, {"snd-dummy", "snd-aloop", "a"}) ==
        strings{"now-built-in snd_dummy > snd_dummy+", "lost snd_aloop >"});
}

TEST_CASE("diff: a device's module that is built in now has its option in reports",
          "[diff][builtin][devices]") {
  const Kernel before = with_built_ins({virtio, "a i2c:x"}, "", "CONFIG_VIRTIO_PCI=m\n");
  const Kernel after = with_built_ins({"a i2c:x"}, list, "CONFIG_VIRTIO_PCI=y\n");
  CompareOptions options;
  options.devices = {{.modalias = "pci:v00001AF4d00001000sv00001AF4sd00000001bc02sc00i00"}};
  const Comparison comparison = compare(before, after, options);
  REQUIRE(comparison.device_changes.size() == 1);
  CHECK(device_modules_text(comparison.device_changes[0]) ==
        "virtio_pci → virtio_pci (built in)  CONFIG_VIRTIO_PCI: m → y");
}

TEST_CASE("diff: a list does not lose a module that only its name loads",
          "[diff][builtin][devices]") {
  const Kernel tree = with_built_ins({"a i2c:x", "snd_dummy"}, "");
  Kernel listed = with_built_ins({"a i2c:x"}, "");
  for (KernelModule& module : listed.modules) module.is_listed = true;
  CHECK(device_texts(tree, listed, {"snd-dummy"}).empty());
  CHECK(device_texts(listed, tree, {"snd-dummy"}).empty());
  CHECK(device_texts(tree, with_built_ins({"a i2c:x"}, ""), {"snd-dummy"}) ==
        strings{"lost snd_dummy >"});
  // Of one with aliases a list does tell.
  const Kernel with_dac = with_built_ins({"a i2c:x", "dac i2c:dac"}, "");
  CHECK(device_texts(with_dac, listed, {"dac"}) == strings{"lost dac >"});
}

TEST_CASE("diff: what a module that is built in without a record matches covers other aliases",
          "[diff][builtin]") {
  const strings lines{"psmouse serio:ty01pr*", "serio_raw serio:ty01pr*", "wide serio:ty01pr05*"};
  const Kernel before = with_built_ins(lines, "");
  const Kernel after = with_built_ins({"a i2c:x"}, "kernel/drivers/input/mouse/psmouse.ko\n");
  CHECK(texts(before, after) ==
        strings{"now-built-in: psmouse serio:ty01pr* > psmouse serio:ty01pr*",
                "gained: - > a i2c:x", "still-covered: serio_raw serio:ty01pr* > -",
                "still-covered: wide serio:ty01pr05* > -"});
  CHECK(device_texts(before, after, {"serio:ty01pr05id"}) ==
        strings{"moved psmouse serio_raw wide > psmouse+"});
}

TEST_CASE("diff: driver data that are not known of both kernels are counted", "[diff][data]") {
  const CompareOptions with_data{.with_data = true};
  CHECK(
      caveat_sentences(kernel({"a i2c:x 1", "a i2c:y 1", "a i2c:z", "a fs-x"}),
                       kernel({"a i2c:x 2", "a i2c:y", "a i2c:z", "a fs-x"}), with_data) ==
      strings{"the driver data of 2 aliases were not compared: not both kernels have the tables"});
  CHECK(caveat_sentences(kernel({"a i2c:x 1"}), kernel({"a i2c:x"})).empty());
  // A pointer to what has no name is known, and tells nothing of another build.
  Kernel stripped = kernel({"a i2c:x", "a i2c:y"});
  for (Claim& claim : stripped.modules[0].claims) claim.local_data = ".data+0x8";
  const strings unnamed{
      "the driver data of 2 aliases were not compared: they lead to places without a name"};
  CHECK(caveat_sentences(stripped, stripped, with_data) == unnamed);
  CHECK(caveat_sentences(stripped, kernel({"a i2c:x 1", "a i2c:y 1"}), with_data) == unnamed);
}

}  // namespace ko2alias::test
