// The lines of the modules.alias that depmod would write.
#include "kernel/modules_alias.h"

#include "kit/kit.h"

namespace ko2alias::test {

TEST_CASE("modules.alias: loadable modules in depmod's order, from line 2 on", "[alias_lines]") {
  Kernel kernel{.name = "test"};
  const auto add = [&](const std::string& name, bool is_builtin, const strings& patterns) {
    KernelModule module{.name = name, .is_builtin = is_builtin};
    if (!is_builtin) module.path = "lib/modules/6.12/kernel/" + name + ".ko.xz";
    for (const std::string& pattern : patterns) module.claims.push_back({.pattern = pattern});
    kernel.modules.push_back(module);
  };
  // The last two are unlisted: by their hashes, 219 and 324.
  add("ab", false, {"i2c:ab"});
  add("abcd", false, {"i2c:abcd"});
  add("core", true, {"i2c:core"});
  add("late", false, {"i2c:late2", "i2c:late1", "i2c:late1"});
  add("none", false, {});
  add("early", false, {"i2c:early"});
  kernel.order = "kernel/early.ko\nkernel/none.ko\nkernel/late.ko\n";

  std::string file = "# Aliases extracted from modules themselves.\n";
  strings numbers;
  const std::vector<AliasLine> lines = alias_lines(kernel);
  for (const AliasLine& line : lines) {
    file += "alias " + std::string(line.pattern) + " " + std::string(line.module) + "\n";
    numbers.push_back(std::to_string(line.number));
  }
  CHECK(
      file ==
      "# Aliases extracted from modules themselves.\nalias i2c:early early\nalias i2c:late2 late\n"
      "alias i2c:late1 late\nalias i2c:late1 late\nalias i2c:abcd abcd\nalias i2c:ab ab\n");
  CHECK(numbers == strings{"2", "3", "4", "5", "6", "7"});
  CHECK(modules_alias_size(lines) == file.size());
  CHECK(alias_lines(Kernel{}).empty());
  CHECK(modules_alias_size({}) == 45);
}

}  // namespace ko2alias::test
