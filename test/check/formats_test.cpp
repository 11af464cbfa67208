// Findings in, exact text out: the formats of `check`, and what hostile bytes do to them.
#include <nlohmann/json.hpp>

#include "check/formats_kit.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

using Json = nlohmann::json;

// A path, a name, a symbol or an alias may hold all this.
const std::string hostile =
    "a\n::error::x\r\t\"'&<>%0A,:[b](c)]]></failure>\x1b[31m\x01\xff\xc3\xa9\xe2\x80\xae";

// The part of an output between two texts, to look at one finding alone.
std::string between(const std::string& text, std::string_view begin, std::string_view end) {
  const auto first = text.find(begin);
  REQUIRE(first != std::string::npos);
  const auto last = text.find(end, first + begin.size());
  REQUIRE(last != std::string::npos);
  return text.substr(first + begin.size(), last - first - begin.size());
}

Json sarif_of(const std::vector<Finding>& findings) {
  return Json::parse(render_check_sarif(view_of(findings)));
}

Json sarif_result(const Finding& finding) { return sarif_of({finding})["runs"][0]["results"][0]; }

}  // namespace

TEST_CASE("check formats: every report says what could not be read", "[check]") {
  const std::vector<UnreadInput> unread = {{"bad.ko", "no ELF file"}};
  CheckView view = view_of({}, 0);
  view.unread = unread;
  CHECK(Json::parse(render_check_json(view))["unread"] ==
        Json::array({{{"path", "bad.ko"}, {"message", "no ELF file"}}}));
  CHECK(render_check_github(view) ==
        "::error file=bad.ko,title=not read::no ELF file\n"
        "ko2alias check: 0 errors, 0 warnings, 0 notes in 0 modules; 1 input could not be read\n");
  const std::string junit = render_check_junit(view);
  CHECK(contains(junit, "tests=\"1\" failures=\"0\" errors=\"1\""));
  CHECK(between(junit, "name=\"bad.ko: reading\" time=\"0\">\n   ", "\n") ==
        "<error type=\"reading\" message=\"no ELF file\"/>");
  const Json run = Json::parse(render_check_sarif(view))["runs"][0];
  const Json& invocation = run["invocations"][0];
  CHECK(invocation["executionSuccessful"] == false);
  const Json& notification = invocation["toolExecutionNotifications"][0];
  CHECK(notification["level"] == "error");
  CHECK(notification["message"]["text"] == "could not be read: no ELF file");
  CHECK(notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "bad.ko");
  view.unread = {};
  CHECK(Json::parse(render_check_sarif(view))["runs"][0]["invocations"] ==
        Json::array({{{"executionSuccessful", true}}}));
}

TEST_CASE("check formats: a finding in a list names its module and line", "[check]") {
  Finding finding = finding_of("catch-all", "modules.alias", "", "matches every device");
  finding.is_listed = true;
  finding.place = {.line = 12, .alias = "hid:b*g*v*p*"};
  CHECK(render_check_text(view_of({finding}, 1))
            .starts_with("modules.alias:12: note[catch-all]: acme_nic: matches every device\n"));
  const Json json = Json::parse(render_check_json(view_of({finding}, 1)))["findings"][0];
  CHECK(json["line"] == 12);
  CHECK(json["alias"] == "hid:b*g*v*p*");
  CHECK(sarif_result(finding)["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] ==
        "acme_nic: line 12");
}

TEST_CASE("check formats: json has the place as data", "[check]") {
  Finding finding = finding_of("claimed-elsewhere", "a.ko", "ids", "both", 3);
  finding.place.alias = "platform:acme";
  finding.other_module = "other";
  const Json json = Json::parse(render_check_json(view_of({finding}, 1)))["findings"][0];
  CHECK(json["table"] == "ids");
  CHECK(json["entry"] == 3);
  CHECK(json["alias"] == "platform:acme");
  CHECK(json["other_module"] == "other");
  CHECK(json["place"] == "ids[3]");
}

TEST_CASE("check formats: github writes commands to the runner", "[check]") {
  CHECK(render_check_github(view_of(three)) ==
        "::error file=acme_nic.ko,title=table-size::ids: size 130\n"
        "::warning file=acme_nic.ko,title=shadowed-entry::ids[3]: never used\n"
        "::error file=b/acme_nic.ko,title=wrong-kernel::built for 6.1\n"
        "ko2alias check: 2 errors, 1 warning, 0 notes in 3 modules\n");
  CHECK(render_check_github(view_of({}, 1)) ==
        "ko2alias check: 0 errors, 0 warnings, 0 notes in 1 module\n");
}

TEST_CASE("check formats: github escapes what the runner would take for its own", "[check]") {
  struct Row {
    std::string text;
    std::string_view as_property;
    std::string_view as_message;
  };
  const std::vector<Row> rows = {
      {"100%", "100%25", "100%25"},
      {"%0A", "%250A", "%250A"},
      {"a\nb\r", "a%0Ab%0D", "a%0Ab%0D"},
      {"a:b,c", "a%3Ab%2Cc", "a:b,c"},
      {"::error::x", "%3A%3Aerror%3A%3Ax", "::error::x"},
      {"\x1b[31m\t", "\\x1b[31m\\x09", "\\x1b[31m\\x09"},
      {"\xff\xc3\xa9", "\\xff\xc3\xa9", "\\xff\xc3\xa9"},
      {"<&>\"'", "<&>\"'", "<&>\"'"},
  };
  for (const auto& [text, as_property, as_message] : rows) {
    const std::string line =
        render_check_github(view_of({finding_of("catch-all", text, "", text)}));
    CHECK(between(line, "::notice file=", ",title=catch-all::") == as_property);
    CHECK(between(line, ",title=catch-all::", "\n") == as_message);
  }
}

TEST_CASE("check formats: sarif names the rule, the file and the place", "[check]") {
  const Json run = sarif_of(three)["runs"][0];
  const Json& driver = run["tool"]["driver"];
  CHECK(driver["name"] == "ko2alias");
  CHECK(driver["version"] == "0.1");
  CHECK(driver["rules"].size() == rules().size());
  REQUIRE(run["results"].size() == 3);
  for (const Json& result : run["results"])
    CHECK(driver["rules"][result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);

  const Json& shadowed = run["results"][1];
  CHECK(shadowed["level"] == "warning");
  CHECK(shadowed["message"]["text"] == "ids[3]: never used");
  const Json& location = shadowed["locations"][0];
  CHECK(location["physicalLocation"]["artifactLocation"]["uri"] == "acme_nic.ko");
  CHECK(location["logicalLocations"][0]["name"] == "ids[3]");
  CHECK(location["logicalLocations"][0]["fullyQualifiedName"] == "acme_nic: ids[3]");

  const Json& wrong = run["results"][2];
  CHECK(wrong["message"]["text"] == "built for 6.1");
  CHECK(wrong["locations"][0]["logicalLocations"][0]["name"] == "acme_nic");
}

TEST_CASE("check formats: sarif makes URIs of paths", "[check]") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"drivers/acme-1_0~b.ko", "drivers/acme-1_0~b.ko"},
      {"./.a.ko", ".a.ko"},
      {"/lib/a b.ko", "file:///lib/a%20b.ko"},
      {"image.deb: ./lib/a.ko", "image.deb%3A%20./lib/a.ko"},
      {"a%20#?\xff\n.ko", "a%2520%23%3F%FF%0A.ko"},
  };
  for (const auto& [path, uri] : rows) {
    const Json location = sarif_result(finding_of("catch-all", path, "", ""))["locations"][0];
    CHECK(location["physicalLocation"]["artifactLocation"]["uri"] == uri);
  }
}

TEST_CASE("check formats: sarif makes no link of a message", "[check]") {
  const auto shown = [](const std::string& message) {
    return sarif_result(finding_of("catch-all", "a.ko", "", message))["message"]["text"]
        .get<std::string>();
  };
  CHECK(shown("usb:v1ED5p030[0-4]d*") == "usb:v1ED5p030[0-4]d*");
  CHECK(shown("[here](http:x)") == "\\[here\\](http:x)");
}

TEST_CASE("check formats: sarif knows a finding again", "[check]") {
  const auto fingerprint = [](const Finding& finding) {
    return sarif_result(finding)["partialFingerprints"]["primaryLocationLineHash"]
        .get<std::string>();
  };
  const std::string one = fingerprint(finding_of("catch-all", "a.ko", "ids", "b"));
  // If it changes, every alert is a new one.
  CHECK(one == "11e140eb8c6a66e3:1");
  CHECK(fingerprint(finding_of("catch-all", "elsewhere/a.ko", "ids", "b")) == one);
  CHECK(fingerprint(finding_of("class-wide", "a.ko", "ids", "b")) != one);
  CHECK(fingerprint(finding_of("catch-all", "a.ko", "idsb", "")) != one);
  // Entries are inserted before others, and messages name them.
  CHECK(fingerprint(finding_of("catch-all", "a.ko", "ids", "c", 7)) == one);
  Finding other = finding_of("catch-all", "a.ko", "ids", "b");
  other.place.alias = "hid:b*g*v*p*";
  CHECK(fingerprint(other) != one);
  // An entry without an alias is known by what is wrong with it.
  CHECK(fingerprint(finding_of("unknown-override", "a.ko", "ids", "is 2", 1)) !=
        fingerprint(finding_of("unknown-override", "a.ko", "ids", "is 3", 1)));
}

TEST_CASE("check formats: junit has a case for each rule that found something", "[check]") {
  std::vector<Finding> findings = three;
  // The findings of a rule need not stand together.
  findings.insert(findings.begin() + 2,
                  finding_of("table-size", "acme_nic.ko", "more_ids", "size 7"));
  findings.push_back(finding_of("catch-all", "b/acme_nic.ko", "ids", "any"));
  CHECK(render_check_junit(view_of(findings)) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
 <testsuite name="ko2alias check" tests="5" failures="3" errors="0" skipped="0" time="0">
  <testcase classname="ko2alias" name="1 module without findings" time="0"/>
  <testcase classname="acme_nic" name="acme_nic.ko: table-size" time="0">
   <failure type="table-size" message="2 findings">ids: size 130
more_ids: size 7
</failure>
  </testcase>
  <testcase classname="acme_nic" name="acme_nic.ko: shadowed-entry" time="0">
   <failure type="shadowed-entry" message="ids[3]: never used">ids[3]: never used
</failure>
  </testcase>
  <testcase classname="acme_nic" name="b/acme_nic.ko: wrong-kernel" time="0">
   <failure type="wrong-kernel" message="built for 6.1">built for 6.1
</failure>
  </testcase>
  <testcase classname="acme_nic" name="b/acme_nic.ko: catch-all" time="0">
   <system-out>ids: any
</system-out>
  </testcase>
 </testsuite>
</testsuites>
)");
}

TEST_CASE("check formats: junit of nothing", "[check]") {
  CHECK(between(render_check_junit(view_of({}, 14)), "time=\"0\">\n", " </testsuite>") ==
        "  <testcase classname=\"ko2alias\" name=\"14 modules without findings\" time=\"0\"/>\n");
  CHECK(contains(render_check_junit(view_of({}, 0)), "tests=\"0\""));
}

TEST_CASE("check formats: junit holds no byte that XML forbids", "[check]") {
  const std::vector<std::pair<std::string, std::string_view>> rows = {
      {"<a b='c\"'>&amp;", "&lt;a b='c&quot;'&gt;&amp;amp;"},
      {"]]></failure>", "]]&gt;&lt;/failure&gt;"},
      {std::string("\0\x01\x1b\n\t\r", 6), "\\x00\\x01\\x1b\\x0a\\x09\\x0d"},
      {"\xff\xc3\xa9\xed\xa0\x80", "\\xff\xc3\xa9\\xed\\xa0\\x80"},
      {"\xef\xbf\xbe", "\\xef\\xbf\\xbe"},
  };
  for (const auto& [text, written] : rows) {
    const std::string xml =
        render_check_junit(view_of({finding_of("table-size", text, "", text)}, 1));
    CHECK(between(xml, "name=\"", ": table-size\"").ends_with(written));
    CHECK(between(xml, "message=\"", "\">") == written);
    CHECK(between(xml, "\">", "\n</failure>").ends_with(written));
  }
}

TEST_CASE("check formats: lines of json are the parts of the document", "[check]") {
  const std::vector<UnreadInput> unread = {{"bad.ko", "no ELF file"}};
  const std::vector<FindingIdentity> gone = {{.rule = "catch-all", .module = "acme"}};
  const std::vector<Finding> one = {three[1]};
  CheckView view = view_of(one, 3);
  view.unread = unread;
  view.gone = gone;
  CHECK(render_check_jsonl(view) ==
        R"({"kind":"finding","rule":"shadowed-entry","severity":"warning","path":"acme_nic.ko",)"
        R"("module":"acme_nic","table":"ids","entry":3,"place":"ids[3]","message":"never used"})"
        "\n"
        R"({"kind":"unread","path":"bad.ko","message":"no ELF file"})"
        "\n"
        R"({"kind":"gone","rule":"catch-all","module":"acme"})"
        "\n"
        R"({"kind":"summary","schema_version":1,"modules":3,"listed":0,"config_files":0,)"
        R"("accepted":0,"suppressed":0})"
        "\n");
}

TEST_CASE("check formats: every format survives hostile bytes everywhere", "[check]") {
  std::vector<Finding> findings = {finding_of("table-size", hostile, hostile, hostile)};
  findings[0].module = hostile;
  const auto lines = [](const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
  };
  const Json json = Json::parse(render_check_json(view_of(findings)));
  CHECK(json["findings"].size() == 1);
  CHECK(json["findings"][0]["message"].get<std::string>().starts_with(
      "a\n::error::x\r\t\"'&<>%0A,:"));
  CHECK(sarif_of(findings)["runs"][0]["results"].size() == 1);
  CHECK(lines(render_check_github(view_of(findings))) == 2);
  CHECK(lines(render_check_junit(view_of(findings))) == 10);
  CHECK(lines(render_check_jsonl(view_of(findings))) == 2);
  CHECK(lines(render_check_text(view_of(findings))) == 2);
}

}  // namespace ko2alias::test
