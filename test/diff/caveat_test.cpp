// Caveats as data, as sentences and in every format.
#include "diff/caveat.h"

#include <nlohmann/json.hpp>

#include "diff/diff.h"
#include "diff/formats.h"
#include "kit/kernel_lines.h"

namespace ko2alias::test {
namespace {

Kernel named(std::string name, const strings& lines,
             std::optional<std::string> builtin = std::nullopt) {
  Kernel made = kernel(lines);
  made.name = std::move(name);
  made.builtin = std::move(builtin);
  return made;
}

strings caveats(const Kernel& before, const Kernel& after, const CompareOptions& options = {}) {
  strings texts;
  for (const Caveat& caveat : compare(before, after, options).caveats)
    texts.push_back(std::string(name_of(caveat.kind)) + ": " + sentence_of(caveat));
  return texts;
}

}  // namespace

TEST_CASE("caveats: none where both kernels are known alike", "[diff]") {
  CHECK(caveats(named("old", {"a i2c:x"}), named("new", {"a i2c:y"})).empty());
  CHECK(caveats(named("old", {"a i2c:x", "+c i2c:c"}), named("new", {"+b i2c:y"})).empty());
}

TEST_CASE("caveats: one kernel alone says which modules are built in", "[diff]") {
  const Kernel with = named("with", {"a i2c:x", "+b i2c:y"});
  const Kernel without = named("without", {"a i2c:x"});
  const strings expected{
      "built-ins-unknown: without: nothing says which modules are built in, so those of with seem "
      "to be missing"};
  CHECK(caveats(with, without) == expected);
  CHECK(caveats(without, with) == expected);
}

TEST_CASE("caveats: built-in modules without a record of what they match", "[diff]") {
  const Kernel before =
      named("6.12", {"+other fs-x"}, "kernel/drivers/a-b.ko\nkernel/drivers/c.ko\n");
  const Kernel after = named("7.2", {"+other fs-x", "+a_b i2c:x", "+a_b i2c:y", "+d i2c:z"});
  CHECK(caveats(before, after) ==
        strings{"aliases-unrecorded: 6.12: nothing says what its built-in modules match, so 2 "
                "aliases of them are taken from 7.2"});
  CHECK(caveats(after, before) == caveats(before, after));
}

namespace {

strings lost_patterns(const Kernel& before, const Kernel& after) {
  strings patterns;
  const Comparison comparison = compare(before, after, {});
  for (const Change& change : comparison.changes)
    if (change.category == Category::lost) patterns.emplace_back(change.claim().pattern());
  return patterns;
}

}  // namespace

TEST_CASE("caveats: modules that are known from device tables alone", "[diff]") {
  // ext4's alias was written by hand; gone has one too, and is not in the other kernel at all.
  const Kernel tree = named(
      "tree", {"a i2c:x - t[0]", "a i2c:y - t[1]", "a a-by-hand", "ext4 fs-ext4", "gone fs-gone"},
      "");
  Kernel snapshot = named("snapshot", {"a i2c:x - t[0]", "ext4"}, "");
  for (KernelModule& module : snapshot.modules) module.is_tables_alone = true;
  const strings expected{
      "hand-written-unknown: snapshot: known from device tables alone, so 2 aliases written by "
      "hand are taken from tree"};
  CHECK(caveats(tree, snapshot) == expected);
  CHECK(caveats(snapshot, tree) == expected);
  CHECK(lost_patterns(tree, snapshot) == strings{"i2c:y", "fs-gone"});
  CHECK(caveats(snapshot, snapshot).empty());
  const std::vector<Device> devices{{.modalias = "fs-ext4"}};
  CHECK(compare(tree, snapshot, {.devices = devices}).device_changes.empty());

  // One module is so, and the other is known whole.
  Kernel half = snapshot;
  half.modules[1].is_tables_alone = false;
  CHECK(lost_patterns(tree, half) == strings{"i2c:y", "fs-ext4", "fs-gone"});
}

TEST_CASE("caveats: aliases that may be by hand, or from a table", "[diff]") {
  Kernel snapshot = named("snapshot", {"a i2c:x - t[0]", "ext4", "nic"}, "");
  for (KernelModule& module : snapshot.modules) module.is_tables_alone = true;
  const strings seem_missing{
      "hand-written-unknown: snapshot: known from device tables alone, so aliases of other that "
      "may be written by hand seem to be missing"};
  // In a list only what no table makes is sure.
  Kernel list = named("other", {"a i2c:x", "a i2c:y", "ext4 fs-ext4"}, "");
  for (KernelModule& module : list.modules) module.is_listed = true;
  CHECK(lost_patterns(list, snapshot) == strings{"i2c:y"});
  CHECK(caveats(list, snapshot).at(1) == seem_missing[0]);
  // A stripped module stands beside one that is not.
  const Kernel stripped = named(
      "other", {"a i2c:x - t[0]", "nic pci:v00008086d00000001sv*sd*bc*sc*i*", "ext4 fs-ext4"}, "");
  CHECK(lost_patterns(stripped, snapshot) == strings{"pci:v00008086d00000001sv*sd*bc*sc*i*"});
  CHECK(caveats(stripped, snapshot).back() == seem_missing[0]);
  // A module that became one's own file.
  const Kernel built_in = named("other", {"a i2c:x - t[0]", "+ext4 fs-ext4"}, "kernel/ext4.ko\n");
  const Comparison comparison = compare(built_in, snapshot, {});
  REQUIRE(comparison.changes.size() == 2);
  CHECK(comparison.count(Category::now_module) == 1);
  CHECK(comparison.count(Category::module_new) == 1);
}

TEST_CASE("caveats: every format shows them, and nothing in them acts", "[diff]") {
  const Kernel before = named("<old>\x1b[31m", {"+a i2c:x"});
  const Kernel after = named("new", {"b i2c:y"});
  const CompareOptions options;
  const Comparison comparison = compare(before, after, options);
  const DeviceNames names;
  const CompareView view{.comparison = &comparison, .names = &names};
  CHECK(contains(render_compare_text(view),
                 "\ncaveat: new: nothing says which modules are built in, so those of "
                 "<old>\\x1b[31m seem to be missing\n"));
  CHECK(contains(render_compare_markdown(view),
                 "\n**Caveat:** new: nothing says which modules are built in, so those of "
                 "\\<old\\>\\\\x1b\\[31m seem to be missing.\n"));
  CHECK(
      contains(render_compare_html(view),
               "<p><strong>Caveat:</strong> new: nothing says which modules are built in, so those "
               "of &lt;old&gt;\\x1b[31m seem to be missing.</p>\n"));
  const auto json = nlohmann::json::parse(render_compare_json(view))["caveats"];
  REQUIRE(json.size() == 1);
  CHECK(json[0]["kind"] == "built-ins-unknown");
  CHECK(json[0]["kernel"] == "new");
  CHECK(json[0]["other"] == before.name);
  CHECK(json[0]["text"] == sentence_of(comparison.caveats[0]));
}

}  // namespace ko2alias::test
