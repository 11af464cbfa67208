// Words in lines.
#include "support/wrap.h"

#include <vector>

#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// The text behind what stands in the first line already.
std::string wrapped_words(const std::string& head, std::string_view text, const Margins& margins) {
  std::string out = head;
  append_words(out, text, margins, columns_of(head));
  return out;
}

}  // namespace

TEST_CASE("wrap: a character takes a column, a colour none", "[wrap]") {
  const std::vector<std::pair<std::string_view, std::size_t>> rows = {
      {"", 0},           {"acme", 4},    {"→ é", 3}, {"\x1b[31merror\x1b[0m", 5},
      {"\x1b[1;31m", 0}, {"\x1b[31", 0},
  };
  for (const auto& [text, columns] : rows) CHECK(columns_of(text) == columns);
}

TEST_CASE("wrap: lines break between words", "[wrap]") {
  struct Row {
    std::string head;
    std::string_view text;
    Margins margins;
    std::string_view wrapped;
  };
  const std::vector<Row> rows = {
      {"", "", {.columns = 10}, ""},
      {"", "one two three", {.columns = 10}, "one two\nthree"},
      {"", "one two three", {.columns = 13}, "one two three"},
      {"", "one two three", {.columns = 12}, "one two\nthree"},
      {"  head:", "one two three", {.indent = 4, .columns = 12}, "  head: one\n    two\n    three"},
      {"", " one  two ", {.columns = 80}, "one two"},
      {"a", "b c", {.indent = 8}, "a b c"},
      {"  ", "b c", {.indent = 1}, "  b c"},
      {"", "é é é", {.columns = 3}, "é é\né"},
      {"\x1b[31mred\x1b[0m", "one", {.columns = 7}, "\x1b[31mred\x1b[0m one"},
  };
  for (const auto& [head, text, margins, wrapped] : rows)
    CHECK(wrapped_words(head, text, margins) == wrapped);
}

TEST_CASE("wrap: a word that no line can hold is broken", "[wrap]") {
  CHECK(wrapped_words("", "abcdefghij", {.columns = 4}) == "abcd\nefgh\nij");
  CHECK(wrapped_words("a:", "abcdefgh", {.indent = 1, .columns = 5}) == "a:\n abcd\n efgh");
  CHECK(wrapped_words("", "lib/modules/6.12/acme.ko", {.indent = 2, .columns = 14}) ==
        "lib/modules/\n  6.12/acme.ko");
  CHECK(wrapped_words("", "ééé", {.columns = 2}) == "éé\né");
  CHECK(wrapped_words("a long head  ", "abc", {.indent = 1, .columns = 6}) ==
        "a long head  \n abc");
  // A screen of no width does not stop it.
  CHECK(wrapped_words("", "abcdefg", {.indent = 4, .columns = 0}) == "abcde\n    f\n    g");
}

}  // namespace ko2alias::test
