// The order in which modprobe loads modules. Hashes are those that depmod was seen to order by.
#include "kernel/module_order.h"

#include "kernel/name_hash.h"
#include "kit/kernel_lines.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

Kernel tree(const strings& places, std::string order) {
  Kernel tree{.name = "test", .order = std::move(order)};
  for (const std::string& place : places) {
    const auto slash = place.rfind('/') + 1;
    tree.modules.push_back({.name = place.substr(slash, place.find('.', slash) - slash),
                            .path = "lib/modules/6.12/" + place});
  }
  return tree;
}

strings names_in_order(const Kernel& kernel) {
  strings names;
  for (const KernelModule* const module : modules_in_order(kernel)) names.push_back(module->name);
  return names;
}

}  // namespace

TEST_CASE("name hash: as depmod's", "[module_order]") {
  const std::pair<std::string_view, std::uint32_t> rows[] = {
      {"a", 386},      {"ab", 324},  {"abc", 394},   {"abcd", 219}, {"snd_hda_intel", 161},
      {"nvidia", 443}, {"zfs", 467}, {"r8125", 302},
  };
  for (const auto& [name, hash] : rows) {
    CAPTURE(name);
    CHECK(name_hash(name) == hash);
  }
  CHECK(name_hash("") == 0);
}

TEST_CASE("module order: by the lines of modules.order, then by hash", "[module_order]") {
  CHECK(names_in_order(tree({"kernel/ab.ko", "kernel/abcd.ko", "kernel/z.ko.xz", "kernel/y.ko"},
                            "kernel/z.ko\nkernel/gone.ko\nkernel/y.ko\n")) ==
        strings{"z", "y", "abcd", "ab"});
}

TEST_CASE("module order: a line counts for the file at its place, the last one", "[module_order]") {
  const std::string elsewhere = "extra/ab.ko\nab.ko\nkernel/ab.ko.xz\nkernel/abcd.ko\n";
  CHECK(names_in_order(tree({"kernel/ab.ko", "kernel/abcd.ko"}, elsewhere)) ==
        strings{"abcd", "ab"});
  const std::string twice = "kernel/ab.ko\nkernel/abcd.ko\nkernel/ab.ko\n";
  CHECK(names_in_order(tree({"kernel/ab.ko", "kernel/abcd.ko"}, twice)) == strings{"abcd", "ab"});
}

TEST_CASE("module order: a kernel of lists is in their order", "[module_order]") {
  CHECK(names_in_order(kernel({"z i2c:z", "+b i2c:b", "a i2c:a"})) == strings{"z", "a", "b"});
}

TEST_CASE("module order: a list's place in a tree is not its modules'", "[module_order]") {
  Kernel listed = kernel({"a i2c:a", "+core i2c:core", "b i2c:b"});
  for (KernelModule& module : listed.modules) {
    module.is_listed = true;
    module.path =
        std::string("lib/modules/6.12/modules.") + (module.is_builtin ? "builtin" : "alias");
  }
  CHECK(names_in_order(listed) == strings{"a", "b", "core"});
  // A snapshot has its modules' own paths.
  for (KernelModule& module : listed.modules)
    module.path = "lib/modules/6.12/kernel/" + module.name + ".ko.xz";
  CHECK(names_in_order(listed) == strings{"a", "b", "core"});
  // The hash of b is 225, that of a 386.
  for (KernelModule& module : listed.modules) module.is_listed = false;
  CHECK(names_in_order(listed) == strings{"b", "a", "core"});
}

TEST_CASE("module order: an unknown module has the rank of an unlisted one", "[module_order]") {
  const Kernel all = tree({"kernel/ab.ko"}, "kernel/ab.ko\n");
  const ModuleOrder order(all);
  CHECK(order.rank("ab", false).is_listed());
  CHECK_FALSE(order.rank("abcd", false).is_listed());
  CHECK(order.rank("ab", false) < order.rank("abcd", false));
  CHECK(order.rank("abcd", false) < order.rank("ab", true));
}

}  // namespace ko2alias::test
