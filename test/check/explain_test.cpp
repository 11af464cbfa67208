// What docs/rules.md says of a rule, to read.
#include "check/explain.h"

#include <sstream>

#include "check/formats.h"
#include "check/rules.h"
#include "kit/kit.h"
#include "support/glyphs.h"

namespace ko2alias::test {

TEST_CASE("explain: the page is the one of the documentation", "[check][explain]") {
  CHECK(rules_page == read_file(source_path("docs/rules.md")));
}

TEST_CASE("explain: every rule has a page that fits a terminal", "[check][explain]") {
  const std::size_t columns = GENERATE(40, 80, 200);
  for (const Rule& rule : rules()) {
    CAPTURE(rule.id);
    const std::string text = explain(rule, {.is_terminal = true, .columns = columns});
    CHECK(text.starts_with(title_of(rule) + ":"));
    for (const std::string_view part : {"\n\nWhy: ", "\n\nFix: ", "\n\n    "})
      CHECK(contains(text, part));
    for (const std::string_view noise : {"`", "](", "##", "Severity", "\n\n\n", "\x1b"})
      CHECK_FALSE(contains(text, noise));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      CHECK(columns_of(line) <= std::min<std::size_t>(columns, 80));
    CHECK(columns_of(explain(rule, {.has_color = true})) <= columns_of(text));
  }
}

TEST_CASE("explain: what a page looks like", "[check][explain]") {
  const std::string text = explain(*find_rule("table-size"), {});
  CHECK(text ==
        "error[table-size]: a table whose size is no multiple of its entry's\n"
        "\n"
        "The size of a table is no multiple of the size of its bus's entries, in any\n"
        "layout that the bus has ever had.\n"
        "\n"
        "Why: the table has entries of another bus, or the build cut it. modpost refuses\n"
        "such an object, so only objects ('.o') and damaged modules have it.\n"
        "\n"
        "    $ ko2alias check --suppress missing-alias broken.ko\n"
        "    broken.ko: error[table-size]: short_ids: size 130 is not a multiple of the\n"
        "        pci entry size 40\n"
        "    1 error in 1 module; 1 suppressed\n"
        "\n"
        "Fix: name the table's own bus in 'MODULE_DEVICE_TABLE'. If the kernel has a\n"
        "layout of its own, '--kernel' may name its release.\n");
  const std::string colored = explain(*find_rule("table-size"), {.has_color = true});
  CHECK(colored.starts_with("\x1b[31merror[table-size]:\x1b[0m a table "));
  CHECK(contains(colored, "\n\x1b[1mFix:\x1b[0m name "));
  CHECK(contains(colored, "bus in \x1b[1mMODULE_DEVICE_TABLE\x1b[0m. If"));
}

TEST_CASE("explain: what a chapter says of all its rules stands behind", "[check][explain]") {
  CHECK(explain(*find_rule("name-clash"), {})
            .ends_with("\n\nThe rules about a module in a kernel need '--against KERNEL'.\n"));
  CHECK(contains(explain(*find_rule("config-dash"), {}), "\n\nThe rules about modprobe's "));
  CHECK_FALSE(contains(explain(*find_rule("config-dash"), {}), "$ ko2alias"));
}

TEST_CASE("explain: as Markdown it keeps its marks", "[check][explain]") {
  const std::string text = rule_markdown(*find_rule("table-size"));
  CHECK(text.starts_with("The size of a table is "));
  CHECK(contains(text, "\n\n```text\n$ ko2alias check --suppress missing-alias broken.ko\n"));
  CHECK(contains(text, "\n```\n\nFix: name the table's own bus in `MODULE_DEVICE_TABLE`. If"));
}

}  // namespace ko2alias::test
