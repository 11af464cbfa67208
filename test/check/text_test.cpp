// The text of `check`, in a pipe and on a terminal.
#include <sstream>

#include "check/formats_kit.h"
#include "kit/kit.h"
#include "support/glyphs.h"
#include "support/text.h"

namespace ko2alias::test {

TEST_CASE("check formats: text has a line for each finding", "[check]") {
  CheckView view = view_of(three);
  view.explain_hint = "a hint";
  const std::string lines =
      "acme_nic.ko: error[table-size]: ids: size 130\n"
      "acme_nic.ko: warning[shadowed-entry]: ids[3]: never used\n"
      "b/acme_nic.ko: error[wrong-kernel]: built for 6.1\n";
  CHECK(render_check_text(view) == lines + "2 errors, 1 warning in 3 modules\n");
  view.screen.has_header = false;
  CHECK(render_check_text(view) == lines);
  CheckView none = view_of({}, 1);
  CHECK(render_check_text(none) == "nothing found in 1 module\n");
  none.accepted = 2;
  none.suppressed = 1;
  CHECK(render_check_text(none) ==
        "nothing found in 1 module; 2 accepted by the baseline; 1 suppressed\n");
}

TEST_CASE("check formats: on a terminal the findings of a file stand below its name", "[check]") {
  std::vector<Finding> findings = three;
  findings[1].message = "never used: entry 1 matches all its devices (pci:v00001ED5d*)";
  findings.push_back(finding_of("config-crlf", "acme.conf", "", "lines end with"));
  findings.back().place.line = 2;
  CheckView view = view_of(findings);
  view.explain_hint = "'ko2alias check --explain table-size' says why, and how to mend it";
  view.config_files = 1;
  view.screen = {.is_terminal = true, .columns = 60};
  const std::string lines =
      "acme_nic.ko\n"
      "  error[table-size]: ids: size 130\n"
      "  warning[shadowed-entry]: ids[3]: never used: entry 1\n"
      "      matches all its devices (pci:v00001ED5d*)\n"
      "\n"
      "b/acme_nic.ko\n"
      "  error[wrong-kernel]: built for 6.1\n"
      "\n"
      "acme.conf\n"
      "  error[config-crlf]: line 2: lines end with\n";
  CHECK(render_check_text(view) ==
        lines +
            "\n"
            "3 errors, 1 warning in 3 modules and 1 file of modprobe.d\n"
            "'ko2alias check --explain table-size' says why, and how to\n"
            "    mend it\n");
  view.screen.has_header = false;
  CHECK(render_check_text(view) == lines);
  view.findings = {};
  view.screen.has_header = true;
  CHECK(render_check_text(view) == "nothing found in 3 modules and 1 file of modprobe.d\n");
}

TEST_CASE("check formats: no line is wider than the terminal", "[check]") {
  const std::string pattern = "dmi*:bvn*:svn" + std::string(200, 'x') + ":";
  const std::vector<Finding> findings = {
      finding_of("catch-all", std::string(50, 'a') + "/" + std::string(60, 'b') + ".ko",
                 std::string(90, 'c'), "matches every device: " + pattern, 3)};
  CheckView view = view_of(findings);
  view.listed = 1;
  view.screen = {.is_terminal = true, .columns = 80, .has_color = true};
  std::istringstream lines(render_check_text(view));
  std::string all;
  for (std::string line; std::getline(lines, line);) {
    CHECK(columns_of(line) <= 80);
    all += trim(line);
  }
  // Nothing is cut.
  CHECK(contains(all, pattern));
  view.screen = {};
  CHECK(contains(render_check_text(view), pattern));
}

TEST_CASE("check formats: text says what a baseline accepts and nothing has, and what of lists",
          "[check]") {
  CheckView view = view_of({}, 2);
  const std::vector<FindingIdentity> gone = {
      {.rule = "catch-all", .module = "acme", .table = "ids", .subject = "hid:b*g*v*p*"}};
  view.gone = gone;
  view.listed = 1;
  const std::string text = render_check_text(view);
  CHECK(
      text.starts_with("nothing found in 2 modules; 1 accepted finding is no longer found\n"
                       "no longer found: catch-all in acme, ids, hid:b*g*v*p*\n"
                       "1 module is known from lists alone: looked for catch-all, class-wide, "));
  CHECK_FALSE(contains(text, "table-size"));
  CHECK_FALSE(contains(text, "claimed-elsewhere"));
  view.has_kernel = true;
  CHECK(render_check_text(view).ends_with(", claimed-elsewhere\n"));
}

TEST_CASE("check formats: text is harmless on a terminal", "[check]") {
  const std::vector<Finding> findings = {finding_of("catch-all", "\x1b[2J", "\n", "\xff")};
  CheckView view = view_of(findings, 1);
  CHECK(render_check_text(view) == "\\x1b[2J: note[catch-all]: \\x0a: \\xff\n1 note in 1 module\n");
  view.screen = {.is_terminal = true, .has_color = true};
  CHECK(render_check_text(view).starts_with(
      "\x1b[1m\\x1b[2J\x1b[0m\n  \x1b[36mnote[catch-all]\x1b[0m: \\x0a: \\xff\n"));
}

TEST_CASE("check formats: text has a colour for each severity", "[check]") {
  CheckView view = view_of(three);
  view.screen.has_color = true;
  CHECK(render_check_text(view) ==
        "acme_nic.ko: \x1b[31merror[table-size]\x1b[0m: ids: size 130\n"
        "acme_nic.ko: \x1b[33mwarning[shadowed-entry]\x1b[0m: ids[3]: never used\n"
        "b/acme_nic.ko: \x1b[31merror[wrong-kernel]\x1b[0m: built for 6.1\n"
        "2 errors, 1 warning in 3 modules\n");
}

}  // namespace ko2alias::test
