// Lines as a screen shows them.
#include "support/fold.h"

#include "kit/kit.h"

namespace ko2alias::test {

TEST_CASE("fold: lines end where the screen does", "[support][fold]") {
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
      {"first line\nsecond line of many words\nthird\n",
       "first line\nsecond line of many\n    words\nthird\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(folded(row.text, 20) == row.shown);
  }
}

}  // namespace ko2alias::test
