#include "ko2alias/modinfo.h"

#include "kit/kit.h"

namespace ko2alias::test {
namespace {

std::string text_of(const Modinfo& modinfo) {
  std::string text;
  for (const auto& record : modinfo.records)
    text += std::string(record.key) + "=" + std::string(record.value) + ";";
  return text;
}

std::string parsed(std::string_view section) { return text_of(parse_modinfo(section)); }

using namespace std::string_view_literals;

}  // namespace

TEST_CASE("modinfo: records in order, keys repeated", "[modinfo]") {
  const Modinfo modinfo = parse_modinfo("alias=a\0license=GPL\0alias=b\0alias=c\0"sv);
  CHECK(text_of(modinfo) == "alias=a;license=GPL;alias=b;alias=c;");
  CHECK(modinfo.first("alias") == "a");
  CHECK(modinfo.all("alias") == std::vector<std::string_view>{"a", "b", "c"});
  CHECK(modinfo.first("vermagic").empty());
  CHECK(modinfo.all("vermagic").empty());
}

TEST_CASE("modinfo: odd sections", "[modinfo]") {
  struct Row {
    std::string_view section, text;
  };
  const Row row = GENERATE(values<Row>({
      {""sv, ""},
      {"\0\0\0"sv, ""},
      // The linker pads between the records of different objects.
      {"\0\0a=1\0\0\0\0b=2\0\0"sv, "a=1;b=2;"},
      {"a=1"sv, "a=1;"},
      {"a=1\0b=2"sv, "a=1;b=2;"},
      {"no equals sign\0a=1\0"sv, "a=1;"},
      {"=value\0key=\0"sv, "=value;key=;"},
      {"parm=debug:level=0..3 (int)\0"sv, "parm=debug:level=0..3 (int);"},
      {"a=\xff\x80\0"sv, "a=\xff\x80;"},
  }));
  CHECK(parsed(row.section) == row.text);
}

TEST_CASE("modinfo: a module's own section, in any kind", "[modinfo]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const auto source =
      make_memory_source("test.ko", module_of(abi, {}, {"vermagic=6.1.141 SMP", "name=test"}));
  const auto image = open_image(*source);
  REQUIRE(image);
  const auto modinfo = load_modinfo(*image);
  REQUIRE(modinfo);
  CHECK(text_of(*modinfo) == "vermagic=6.1.141 SMP;name=test;");
}

TEST_CASE("modinfo: a module without the section has no records", "[modinfo]") {
  const auto source = make_memory_source("test.o", module_of(lp64_le, {}, {}));
  const auto image = open_image(*source);
  REQUIRE(image);
  const auto modinfo = load_modinfo(*image);
  REQUIRE(modinfo);
  CHECK(modinfo->records.empty());
}

}  // namespace ko2alias::test
