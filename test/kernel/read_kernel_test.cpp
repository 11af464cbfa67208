// Kernels read from paths, with the files beside their modules.
#include "kernel/read_kernel.h"

#include <algorithm>

#include "kernel/module_files.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/packing.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

const KernelModule* find(const Kernel& kernel, std::string_view name) {
  const auto found = std::find_if(kernel.modules.begin(), kernel.modules.end(),
                                  [&](const KernelModule& module) { return module.name == name; });
  return found != kernel.modules.end() ? &*found : nullptr;
}

}  // namespace

TEST_CASE("read_kernel: paths joined with + are one kernel", "[read_kernel]") {
  const ExampleFolder folder;
  const std::string path = "linux-image-7.2.deb+linux-modules-7.2.deb";
  const Kernel kernel = read_kernel(path, {.source = AliasSource::all}, nullptr, nullptr);
  CHECK(kernel.name == path);
  CHECK_FALSE(kernel.config.empty());
  REQUIRE(find(kernel, "acme_nic") != nullptr);
  CHECK(std::any_of(kernel.modules.begin(), kernel.modules.end(),
                    [](const KernelModule& module) { return module.is_builtin; }));
}

TEST_CASE("read_kernel: two configurations are none", "[read_kernel]") {
  const ExampleFolder folder;
  const Kernel kernel = read_kernel("linux-image-6.12.deb+linux-image-7.2.deb",
                                    {.source = AliasSource::all}, nullptr, nullptr);
  CHECK(kernel.config.empty());
}

TEST_CASE("read_kernel: the files beside the modules are no modules", "[read_kernel]") {
  const ExampleFolder folder;
  write_file("k.deb", deb_of({{"./lib/modules/6.12/kernel/acme_nic.ko", read_file("acme_nic.ko")},
                              {"./lib/modules/6.12/modules.order", "kernel/acme_nic.ko\n"},
                              {"./lib/modules/6.12/modules.builtin", "kernel/rtc-cmos.ko\n"}}));
  strings names;
  const auto log = [&](const ItemLog& item) { names.push_back(item.name); };
  const Kernel kernel = read_kernel("k.deb", {.source = AliasSource::all}, nullptr, log);
  CHECK(kernel.order == "kernel/acme_nic.ko\n");
  CHECK(kernel.builtin == "kernel/rtc-cmos.ko\n");
  CHECK(names.size() == 1);
  CHECK_FALSE(read_kernel("k.deb", {.input = {.with_builtin = false}}, nullptr, log).builtin);
}

TEST_CASE("read_kernel: a list that is not there is none, not an empty one", "[read_kernel]") {
  const ExampleFolder folder;
  const auto read = [](const std::string& path) { return read_kernel(path, {}, nullptr, nullptr); };
  const Kernel without = read("linux-modules-7.2.deb");
  CHECK_FALSE(without.builtin);
  CHECK_FALSE(without.order);
  CHECK(without.config.empty());
  CHECK(built_in_names(without).empty());
  write_file("base.deb", deb_of({{"./lib/modules/7.2.1/modules.builtin", ""},
                                 {"./lib/modules/7.2.1/modules.order", ""}}));
  const Kernel with = read("linux-modules-7.2.deb+base.deb");
  CHECK(with.builtin == "");
  CHECK(with.order == "");
}

TEST_CASE("read_kernel: a tree's configuration in its folder or in /boot", "[read_kernel]") {
  const ExampleFolder folder;
  const auto config_of = [](const std::string& path) {
    return read_kernel(path, {}, nullptr, nullptr).config;
  };
  fs::create_directories("boot");
  write_file("boot/config-6.12.57", "CONFIG_BOOT=y\n");
  write_file("boot/config-7.2.1", "CONFIG_NEW=y\n");
  CHECK(config_of("lib/modules/7.2.1").starts_with("# CONFIG_ACME_DAC is not set\n"));
  fs::remove("lib/modules/7.2.1/config");
  CHECK(config_of("lib/modules/7.2.1") == "CONFIG_NEW=y\n");
  CHECK(config_of("lib/modules/7.2.1/") == "CONFIG_NEW=y\n");
  fs::create_directory_symlink("lib/modules/7.2.1", "link");
  CHECK(config_of("link") == "CONFIG_NEW=y\n");
  // A root folder with the modules of one of its kernels.
  fs::remove_all("lib/modules/6.12.57");
  CHECK(config_of(".") == "CONFIG_NEW=y\n");
}

TEST_CASE("read_kernel: a claim of a modules.alias knows its line", "[read_kernel]") {
  const ExampleFolder folder;
  write_file("list", "# Aliases\nalias i2c:a one\nalias i2c:b one\n");
  const Kernel kernel = read_kernel("list", {}, nullptr, nullptr);
  const KernelModule* const one = find(kernel, "one");
  REQUIRE(one != nullptr);
  REQUIRE(one->claims.size() == 2);
  CHECK(one->claims[1].line == 3);
}

TEST_CASE("read_kernel: a path that cannot be read is told of", "[read_kernel]") {
  const ExampleFolder folder;
  strings problems;
  const Kernel kernel = read_kernel("missing", {}, nullptr, [&](const ItemLog& item) {
    for (const Problem& problem : item.problems)
      problems.push_back(item.name + ": " + problem.message);
  });
  CHECK(kernel.modules.empty());
  CHECK(problems == strings{"missing: No such file or directory"});
}

TEST_CASE("read_kernel: a + belongs to a file's name where there is such a file", "[read_kernel]") {
  const ExampleFolder folder;
  write_file("a+b", "");
  write_file("c", "");
  CHECK(split_joined_paths("a+b") == strings{"a+b"});
  CHECK(split_joined_paths("a+b+c") == strings{"a+b", "c"});
  CHECK(split_joined_paths("c+a+b+c") == strings{"c", "a+b", "c"});
  CHECK(split_joined_paths("-+c") == strings{"-", "c"});
  CHECK(split_joined_paths("c+missing") == strings{"c+missing"});
}

}  // namespace ko2alias::test
