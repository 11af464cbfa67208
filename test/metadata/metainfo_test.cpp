#include "metadata/metainfo.h"

#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr std::string_view page = R"(<?xml version="1.0"?>
<!-- <modalias>not:this</modalias> -->
<component type="driver">
  <id>org.example.acme</id>
  <pkgname>acme-dkms</pkgname>
  <provides>
    <binary>acme</binary>
    <modalias>a:&lt;&amp;*</modalias>
    <modalias> b:1 </modalias>
  </provides>
</component>
)";

std::string merged_page(std::string_view text, const strings& patterns) {
  const auto components = parse_metainfo(text);
  REQUIRE(components);
  return with_modaliases(text, components->front(), patterns);
}

}  // namespace

TEST_CASE("metainfo: modaliases are read with their lines", "[metadata]") {
  const auto components = parse_metainfo(page);
  REQUIRE(components);
  REQUIRE(components->size() == 1);
  const MetainfoComponent& component = components->front();
  CHECK(component.id == "org.example.acme");
  CHECK(component.type == "driver");
  CHECK(component.packages == strings{"acme-dkms"});
  REQUIRE(component.modaliases.size() == 2);
  CHECK(component.modaliases[0].pattern == "a:<&*");
  CHECK(component.modaliases[0].line == 8);
  CHECK(component.modaliases[1].pattern == "b:1");
}

TEST_CASE("metainfo: merging replaces the modaliases and keeps all else", "[metadata]") {
  std::string wanted(page);
  const auto from = wanted.find("    <modalias>a:");
  wanted.replace(from, wanted.find("  </provides>") - from,
                 "    <modalias>x:&lt;*</modalias>\n    <modalias>y:1</modalias>\n");
  CHECK(merged_page(page, {"x:<*", "y:1"}) == wanted);
  // Once more changes nothing.
  CHECK(merged_page(wanted, {"x:<*", "y:1"}) == wanted);
}

TEST_CASE("metainfo: a component gets its <provides>", "[metadata]") {
  CHECK(merged_page("<component>\n  <id>a</id>\n</component>\n", {"x:1"}) ==
        "<component>\n  <id>a</id>\n  <provides>\n    <modalias>x:1</modalias>\n  </provides>\n"
        "</component>\n");
  CHECK(merged_page("<component>\n  <provides/>\n</component>\n", {"x:1"}) ==
        "<component>\n  <provides>\n    <modalias>x:1</modalias>\n  </provides>\n"
        "</component>\n");
}

TEST_CASE("metainfo: elements within each other are taken out once", "[metadata]") {
  CHECK(merged_page("<component>\n<provides>\n<modalias><provides><modalias>a</modalias>"
                    "</provides></modalias>\n</provides>\n</component>\n",
                    {"x:1"})
            .find("x:1") != std::string::npos);
}

TEST_CASE("metainfo: text that is no XML is a problem", "[metadata]") {
  struct Row {
    std::string text;
    std::string problem;
  };
  const Row row =
      GENERATE(values<Row>({{"", "no <component> in it"},
                            {"<component>", "<component> is not closed"},
                            {"<component>\n</provides></component>", "line 2: '</provides>' ends"},
                            {"<component", "line 1: a '<' without its '>'"},
                            {"<component><!-- </component>", "a '<' without its '>'"}}));
  const auto components = parse_metainfo(row.text);
  REQUIRE_FALSE(components);
  CHECK(contains(to_text(components.problem()), row.problem));
}

TEST_CASE("metainfo: every prefix of a page is read or is a problem", "[metadata]") {
  for (std::size_t size = 0; size < page.size(); ++size) {
    const auto components = parse_metainfo(page.substr(0, size));
    if (components) (void)with_modaliases(page.substr(0, size), components->front(), {"x:1"});
  }
}

}  // namespace ko2alias::test
