// Pages of Markdown that have to stay within a size.
#include "diff/markdown_page.h"

#include "kit/catch.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

MarkdownPart part(const std::string& title, int rows) {
  MarkdownPart made{
      .title = title, .noun = "alias", .plural = "aliases", .head = "| alias |\n|---|\n"};
  for (int i = 0; i < rows; ++i)
    made.rows.push_back(
        {.text = "| " + title.substr(0, title.find(':')) + std::to_string(i) + " |\n"});
  return made;
}

}  // namespace

TEST_CASE("markdown: a page with room has all of its rows, folded", "[diff][markdown]") {
  CHECK(markdown_page("# a → b\n", {part("Lost: 2 aliases", 2)}, 10'000, "") ==
        "# a → b\n"
        "\n<details><summary>Lost: 2 aliases</summary>\n\n"
        "| alias |\n|---|\n| Lost0 |\n| Lost1 |\n\n</details>\n");
}

TEST_CASE("markdown: what does not fit is left out from the end, and said", "[diff][markdown]") {
  const std::vector<MarkdownPart> parts{part("Lost: 100 aliases", 100),
                                        part("Gained: 1,000 aliases", 1'000),
                                        part("Still covered: 5 aliases", 5)};
  const std::string page = markdown_page("# a → b\n", parts, 5'000, "Ask for more");
  CHECK(page.size() <= 5'000);
  CHECK(contains(page, "| Lost99 |"));
  CHECK(contains(page, "| Gained0 |"));
  CHECK_FALSE(contains(page, "| Gained999 |"));
  CHECK(contains(page, "\n**Left out** to stay within 5,000 characters: "));
  CHECK(contains(page, " aliases (Gained), 5 aliases (Still covered). Ask for more.\n"));
  CHECK(contains(page, " aliases more, left out here.\n\n</details>\n"));
  CHECK(contains(page, "\n<p>Still covered: 5 aliases (left out)</p>\n"));
}

TEST_CASE("markdown: a page stays within its size whatever it holds", "[diff][markdown]") {
  std::vector<MarkdownPart> many;
  for (int i = 0; i < 5'000; ++i)
    many.push_back(part("web" + std::to_string(i) + ": 3 devices", 3));
  const std::string page = markdown_page("# a → b\n", many, most_markdown_bytes, "Ask for more");
  CHECK(page.size() <= most_markdown_bytes);
  CHECK(contains(page, "| web02 |"));
  CHECK(contains(page, "**Left out** to stay within 65,536 characters: "));
  // A row that is longer than the page.
  MarkdownPart wide = part("Lost: 1 alias", 1);
  wide.rows[0].text.append(most_markdown_bytes, 'x');
  CHECK(markdown_page("# a → b\n", {wide}, most_markdown_bytes, "").size() < 1'000);
}

}  // namespace ko2alias::test
