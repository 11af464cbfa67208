// The lines of a modules.alias: of the file, or of the one that depmod would write.
#include "kernel/modules_alias.h"

#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {

namespace fs = std::filesystem;

TEST_CASE("modules.alias: loadable modules in depmod's order, without lines", "[alias_lines]") {
  Kernel kernel{.name = "test"};
  const auto add = [&](const std::string& name, bool is_builtin, const strings& patterns) {
    KernelModule module{.name = name, .is_builtin = is_builtin};
    if (!is_builtin) module.path = "lib/modules/6.12/kernel/" + name + ".ko.xz";
    for (const std::string& pattern : patterns) module.claims.push_back({.pattern = pattern});
    kernel.modules.push_back(module);
  };
  // The last two are unlisted, and ordered by their hashes, 219 and 324.
  add("ab", false, {"i2c:ab"});
  add("abcd", false, {"i2c:abcd"});
  add("core", true, {"i2c:core"});
  add("late", false, {"i2c:late2", "i2c:late1", "i2c:late1"});
  add("none", false, {});
  add("early", false, {"i2c:early"});
  kernel.order = "kernel/early.ko\nkernel/none.ko\nkernel/late.ko\n";

  std::string file = "# Aliases extracted from modules themselves.\n";
  const ModulesAlias modules_alias(kernel);
  for (const ClaimRef& claim : modules_alias.claims()) {
    file += "alias " + std::string(claim.pattern()) + " " + std::string(claim.name()) + "\n";
    CHECK(claim.line() == 0);
  }
  CHECK(
      file ==
      "# Aliases extracted from modules themselves.\nalias i2c:early early\nalias i2c:late2 late\n"
      "alias i2c:late1 late\nalias i2c:late1 late\nalias i2c:abcd abcd\nalias i2c:ab ab\n");
  CHECK(modules_alias.size() == file.size());
  CHECK(ModulesAlias(Kernel{}).claims().empty());
  CHECK(ModulesAlias(Kernel{}).size() == 45);
}

TEST_CASE("modules.alias: a file's own lines, others passed over", "[alias_lines]") {
  const std::string text =
      "# a comment\nalias i2c:a one\n\nalias\ti2c:b  two words \nalias i2c:c\nblacklist one\n"
      "alias i2c:d one";
  const ModulesAlias modules_alias(text);
  strings lines;
  for (const ClaimRef& claim : modules_alias.claims())
    lines.push_back(std::to_string(claim.line()) + " " + std::string(claim.pattern()) + " " +
                    std::string(claim.name()));
  CHECK(lines == strings{"2 i2c:a one", "4 i2c:b two words", "7 i2c:d one"});
  CHECK(modules_alias.size() == text.size());
}

TEST_CASE("modules.alias: the path's file, or the one in it, before depmod's", "[alias_lines]") {
  const ExampleFolder folder;
  const Kernel kernel{.name = "test"};
  fs::create_directory("tree");
  write_file("tree/modules.alias", "alias i2c:a one\n");
  write_file("other", "no aliases\n");
  CHECK(find_modules_alias("tree/modules.alias", kernel).size() == 16);
  CHECK(find_modules_alias("tree", kernel).size() == 16);
  CHECK(find_modules_alias("other", kernel).size() == 45);
  CHECK(find_modules_alias("missing", kernel).size() == 45);
}

}  // namespace ko2alias::test
