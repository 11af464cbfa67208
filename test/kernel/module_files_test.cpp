// The files of a kernel's modules: names, places, and which of them count.
#include "kernel/module_files.h"

#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

Kernel kernel_of(const std::vector<KernelModule>& modules) {
  return {.name = "test", .modules = modules};
}

strings paths_left(Kernel kernel) {
  drop_hidden_modules(kernel);
  strings paths;
  for (const KernelModule& module : kernel.modules) paths.push_back(module.path);
  return paths;
}

}  // namespace

TEST_CASE("module files: a place begins below the release's folder", "[module_files]") {
  CHECK(path_in_tree("linux.deb: ./lib/modules/6.12/kernel/a.ko.zst") == "kernel/a.ko");
  CHECK(path_in_tree("/old/lib/modules/1/lib/modules/6.12/kernel/a.ko") == "kernel/a.ko");
  CHECK(path_in_tree("lib/modules/6.12").empty());
  CHECK(path_in_tree("drivers/a.ko").empty());
  CHECK(place_of({.path = "./kernel/a.ko.xz", .place = "kernel/a.ko.xz"}) == "kernel/a.ko");
}

TEST_CASE("module files: a place below a folder that was named", "[module_files]") {
  const ExampleFolder folder;
  fs::create_directories("lib/modules/9.9/extra");
  fs::create_directories("tree/kernel");
  fs::create_directory_symlink("lib/modules/9.9", "link");
  CHECK(place_below({"tree"}, "tree/kernel/a.ko") == "kernel/a.ko");
  CHECK(place_below({"none", "tree/"}, "tree/kernel/a.ko.xz") == "kernel/a.ko.xz");
  CHECK(place_below({"link"}, "link/extra/a.ko.xz") == "extra/a.ko");
  CHECK(place_below({"modules"}, "modules/net/a.ko").empty());
  CHECK(place_below({"tree"}, "trees/a.ko").empty());
}

TEST_CASE("module files: updates/ hide the others, else the first counts", "[module_files]") {
  const std::string tree = "lib/modules/6.12/";
  CHECK(paths_left(kernel_of({{.name = "a", .path = tree + "kernel/a.ko"},
                              {.name = "b", .path = tree + "kernel/b.ko"},
                              {.name = "a", .path = tree + "updates/a.ko"},
                              {.name = "b", .path = tree + "extra/b.ko"},
                              {.name = "a", .path = tree + "updates/x/a.ko"}})) ==
        strings{tree + "kernel/b.ko", tree + "updates/a.ko"});
}

TEST_CASE("module files: built-in modules and those of lists hide nothing", "[module_files]") {
  const std::string tree = "lib/modules/6.12/";
  CHECK(paths_left(kernel_of(
            {{.name = "a", .path = "list"},
             {.name = "a", .path = "list"},
             {.name = "a", .path = tree + "kernel/a.ko"},
             {.name = "a", .path = tree + "modules.builtin.modinfo", .is_builtin = true}})) ==
        strings{"list", "list", tree + "kernel/a.ko", tree + "modules.builtin.modinfo"});
}

TEST_CASE("module files: the names in modules.builtin", "[module_files]") {
  const auto names = built_in_names({.builtin = "kernel/rtc-cmos.ko\n\nkernel/fs/ext4.ko\n"});
  CHECK(strings(names.begin(), names.end()) == strings{"ext4", "rtc_cmos"});
}

}  // namespace ko2alias::test
