// Words in lines.
#include "support/wrap.h"

#include <vector>

#include "kit/kit.h"
#include "support/glyphs.h"

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

TEST_CASE("fold: lines end where the screen does", "[support][wrap]") {
  struct Row {
    std::string text;
    std::string shown;
  };
  const Row rows[] = {
      {"", ""},
      {"short\n", "short\n"},
      {"no end", "no end"},
      {"exactly twenty of it\n", "exactly twenty of it\n"},
      {"one word more than a line\n", "one word more than a\n    line\n"},
      {"  indented and too wide\n", "  indented and too\n      wide\n"},
      {"pci:v00008086d000010D3sv*\n", "pci:v00008086d000010\n    D3sv*\n"},
      // A blank far to the left would leave nearly all of the line empty.
      {"a pci:v00008086d000010D3sv*\n", "a pci:v00008086d0000\n    10D3sv*\n"},
      {"columns    stay    lined    up\n", "columns    stay\n    lined    up\n"},
      {"\x1b[31mred and green\x1b[0m fit in\n", "\x1b[31mred and green\x1b[0m fit in\n"},
      {"äöüäöüäöüäöüäöüäöüäö\n", "äöüäöüäöüäöüäöüäöüäö\n"},
      {"網路介面卡網路介面卡\n", "網路介面卡網路介面卡\n"},
      {"網路介面卡網路介面卡卡\n", "網路介面卡網路介面卡\n    卡\n"},
      // Fields, which two blanks part, stay together.
      {"  one  two", "  one  two"},
      {"  pci:v00008086d0000  Acme NIC", "  pci:v00008086d0000\n      Acme NIC"},
      {"  pci:v00008086d0000  Acme Networks NIC",
       "  pci:v00008086d0000\n      Acme Networks\n      NIC"},
      {"\x1b[1mpci:v00008086d000010\x1b[0m", "\x1b[1mpci:v00008086d000010\x1b[0m"},
      {"/lib/modules/6.1.0/kernel/m.ko\n", "/lib/modules/6.1.0/\n    kernel/m.ko\n"},
      {"first line\nsecond line of many words\nthird\n",
       "first line\nsecond line of many\n    words\nthird\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(folded(row.text, 20) == row.shown);
  }
}

TEST_CASE("fold: a line of megabytes takes no time", "[support][wrap]") {
  const std::string word(1'000'000, 'x');
  CHECK(folded(word, 80).size() > word.size());
  CHECK(folded("a " + word + " b", 80).size() > word.size());
  CHECK(wrapped_words("", word, {.indent = 4, .columns = 80}).size() > word.size());
}

}  // namespace ko2alias::test
