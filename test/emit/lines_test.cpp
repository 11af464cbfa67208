// The formats with one alias a line, of a module that was made here.
#include "emit/formats.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

std::string written(void (*write)(const ModuleReport&, const TextSink&),
                    const ModuleReport& module) {
  std::string text;
  write(module, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace

TEST_CASE("emit lines: one alias a line or a record", "[emit]") {
  const ModuleReport module{.name = "one",
                            .aliases = {{.pattern = "i2c:a"}, {.pattern = "dmi:\"b\"\\"}}};
  CHECK(written(write_modules_alias, module) == "alias i2c:a one\nalias dmi:\"b\"\\ one\n");
  CHECK(written(write_mod_c, module) ==
        "MODULE_ALIAS(\"i2c:a\");\nMODULE_ALIAS(\"dmi:\\\"b\\\"\\\\\");\n");
  CHECK(written(write_modalias, module) == "i2c:a\ndmi:\"b\"\\\n");
  CHECK(written(write_modinfo, module) == std::string("alias=i2c:a\0alias=dmi:\"b\"\\\0", 27));
}

TEST_CASE("emit lines: a built-in module says so where it has aliases", "[emit]") {
  CHECK(written(write_modules_alias,
                {.name = "one", .is_builtin = true, .aliases = {{.pattern = "i2c:a"}}}) ==
        "# built in\nalias i2c:a one\n");
  CHECK(written(write_modules_alias, {.name = "one", .is_builtin = true}).empty());
}

}  // namespace ko2alias::test
