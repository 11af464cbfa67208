// Rules of `check` about a module in a kernel.
#include "check/rules_kit.h"

namespace ko2alias::test {
namespace {

constexpr const char* first_pattern = "pci:v00008086d00000001sv*sd*bc*sc*i*";

std::string module_named(const std::string& name, const std::vector<Pci>& entries,
                         const std::string& release = "6.12.48") {
  return linked_module(lp64_le, {pci_table(lp64_le, entries)}, {}, name, release);
}

Kernel kernel_with(std::vector<KernelModule> modules) {
  Kernel kernel = fixture_kernel();
  kernel.modules.insert(kernel.modules.end(), modules.begin(), modules.end());
  return kernel;
}

// A module of the kernel, outside of its tree.
KernelModule claiming(const std::string& name, const strings& patterns, bool is_builtin = false) {
  KernelModule module{.name = name, .path = name + ".ko", .is_builtin = is_builtin};
  for (const std::string& pattern : patterns) module.claims.push_back({.pattern = pattern});
  return module;
}

}  // namespace

TEST_CASE("rules: a vermagic of the same release with other options", "[rules]") {
  Kernel kernel = fixture_kernel();
  for (KernelModule& module : kernel.modules) module.vermagic = "6.12.48 SMP preempt ";
  CHECK(
      findings_of("wrong-kernel", module_named("test", {{0x8086, 1}}), &kernel) ==
      strings{
          ".modinfo: built as '6.12.48 SMP ', but the kernel's modules as '6.12.48 SMP preempt '"});
  // The kernel is what most of its modules are; where none says, nothing is wrong.
  kernel.modules.push_back(kernel.modules.front());
  kernel.modules.front().vermagic = "6.12.48 SMP ";
  CHECK(findings_of("wrong-kernel", module_named("test", {{0x8086, 1}}), &kernel).size() == 1);
  for (KernelModule& module : kernel.modules) module.vermagic.clear();
  CHECK(findings_of("wrong-kernel", module_named("test", {{0x8086, 1}}), &kernel).empty());
}

TEST_CASE("rules: where two vermagics are as frequent, neither is wrong", "[rules]") {
  Kernel kernel = fixture_kernel();
  kernel.modules.resize(2);
  kernel.modules[0].vermagic = "6.12.48 SMP ";
  kernel.modules[1].vermagic = "6.1.9 SMP ";
  for (int turn = 0; turn < 2; ++turn) {
    CHECK(findings_of("wrong-kernel", module_named("test", {{0x8086, 1}}), &kernel).empty());
    CHECK(findings_of("wrong-kernel", module_named("test", {{0x8086, 1}}, "7.2.1"), &kernel) ==
          strings{".modinfo: built for 7.2.1, but the kernel is 6.1.9 or 6.12.48"});
    std::swap(kernel.modules[0], kernel.modules[1]);
  }
}

TEST_CASE("rules: names that clash", "[rules]") {
  const auto find_by = [](const std::string& rule, const std::string& name,
                          std::vector<KernelModule> modules) {
    const Kernel kernel = kernel_with(std::move(modules));
    return findings_of(rule, module_named(name, {{0x1ed5, 1}}), &kernel);
  };
  const auto find = [&](const std::string& name, std::vector<KernelModule> modules) {
    return find_by("name-is-alias", name, std::move(modules));
  };
  CHECK(find_by("name-clash", "acme", {claiming("acme", {}, true)}) ==
        strings{": acme is built into the kernel already"});
  CHECK(find("acme", {claiming("other", {"acme"})}) ==
        strings{": its name is an alias of other: acme"});
  CHECK(find("ac-me", {claiming("other", {"ac-me"})}) ==
        strings{": its name is an alias of other: ac-me"});
  CHECK(find("acme", {claiming("other", {"acmf", "fs-acme"})}).empty());
  // The very file is no clash.
  KernelModule itself = claiming("test", {});
  CHECK(find_by("name-clash", "test", {itself}).empty());
  // But another file of that name is one, wherever it stands among the kernel's.
  KernelModule other = claiming("test", {});
  other.path = "elsewhere/test.ko";
  CHECK(find_by("name-clash", "test", {itself, other}).size() == 1);
  CHECK(find_by("name-clash", "test", {other, itself}).size() == 1);
}

TEST_CASE("rules: who claims a module's devices too, one finding each", "[rules]") {
  const auto find = [](const std::vector<Pci>& entries, std::vector<KernelModule> modules) {
    const Kernel kernel = kernel_with(std::move(modules));
    return findings_of("claimed-elsewhere", module_named("test", entries), &kernel);
  };
  const std::vector<Pci> both{{0x8086, 1}, {0x8086, 2}};
  const strings same =
      find(both, {claiming("acme", {first_pattern, "pci:v00008086d00000002sv*sd*bc*sc*i*"})});
  REQUIRE(same.size() == 1);
  CHECK(same.front().find(std::string(": acme claims the same devices: ") + first_pattern + " of " +
                          first_pattern + " and 1 more; modprobe loads ") == 0);
  const strings wider = find({{0x8086, 1}}, {claiming("acme", {"pci:v00008086d*sv*sd*bc*sc*i*"})});
  REQUIRE(wider.size() == 1);
  CHECK(any_contains(wider, "acme claims these and more devices: pci:v00008086d*"));
  const strings narrower = find({{.vendor = 0x8086}}, {claiming("acme", {first_pattern})});
  CHECK(any_contains(narrower, "acme claims some of these devices: "));
  CHECK(find({{0x8086, 1}}, {claiming("test", {first_pattern})}).empty());
  CHECK(find({{0x8086, 1}}, {claiming("acme", {std::string("vfio_") + first_pattern})}).empty());
}

TEST_CASE("rules: aliases by hand claim devices too", "[rules]") {
  const Kernel kernel =
      kernel_with({claiming("acer_wmi", {"wmi:67C3371D-95A3-4C37-BB61-DD47B491DAAB"}),
                   claiming("other", {"wmi:00000000-95A3-4C37-BB61-DD47B491DAAB"})});
  const std::string turbo =
      linked_module(lp64_le, {}, {"alias=wmi:67C3371D-95A3-4C37-BB61-DD47B491DAAB"}, "turbo");
  const strings found = findings_of("claimed-elsewhere", turbo, &kernel);
  REQUIRE(found.size() == 1);
  CHECK(any_contains(found, "acer_wmi claims the same devices: wmi:67C3371D"));
  const std::string any = linked_module(lp64_le, {}, {"alias=pci:v*d*sv*sd*bc*sc*i*"}, "any");
  CHECK(findings_of("catch-all-over", any, &kernel) ==
        strings{".modinfo: takes the devices of 2 aliases of the kernel: pci:v*d*sv*sd*bc*sc*i*"});
  const Kernel one{.modules = {claiming("acme", {first_pattern})}};
  CHECK(findings_of("catch-all-over", any, &one) ==
        strings{".modinfo: takes the devices of 1 alias of the kernel: pci:v*d*sv*sd*bc*sc*i*"});
}

TEST_CASE("rules: a catch-all does not hide what the other aliases claim", "[rules]") {
  const Kernel kernel = kernel_with({claiming("acme", {first_pattern})});
  const strings found =
      findings_of("claimed-elsewhere", module_named("test", {{0x8086, 1}, {}}), &kernel);
  REQUIRE(found.size() == 1);
  CHECK(any_contains(found, "acme claims the same devices: "));
}

TEST_CASE("rules: the built-in driver is there first", "[rules]") {
  const Kernel kernel = kernel_with({claiming("acme", {first_pattern}, true)});
  const strings found =
      findings_of("claimed-elsewhere", module_named("test", {{0x8086, 1}}), &kernel);
  REQUIRE(found.size() == 1);
  CHECK(any_contains(found, "; it is built in, so it is there first"));
}

TEST_CASE("rules: patterns that merely cross a module's say nothing", "[rules]") {
  // A device could have all of them, as it may report several ids, or be of a class; nvme's class
  // crosses every pci id.
  const TestTable table{.symbol = symbol_of(Spelling::type_table, "of"),
                        .bytes = table_of({of(lp64_le, "acme,dac1")})};
  const std::string elf = linked_module(lp64_le, {table, pci_table(lp64_le, {{0x8086, 1}})});
  const Kernel kernel =
      kernel_with({claiming("acme", {"of:N*T*Cacme,dac2", "of:N*T*Cacme,dac2C*"})});
  CHECK(findings_of("claimed-elsewhere", elf, &kernel).empty());
}

}  // namespace ko2alias::test
