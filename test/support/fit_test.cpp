// Texts that are made to fit a terminal.
#include "support/fit.h"

#include "kit/catch.h"
#include "support/wrap.h"

namespace ko2alias::test {

TEST_CASE("fit: a text is cut in the middle or at its end", "[support][fit]") {
  struct Row {
    std::size_t columns;
    std::string middle;
    std::string end;
  };
  const std::string text = "pci:v00008086d000010D3";
  for (const Row& row :
       {Row{22, text, text}, Row{21, "pci:v00008086d000…0D3", "pci:v00008086d000010…"},
        Row{9, "pci:v00…3", "pci:v000…"}, Row{2, "p…", "p…"}, Row{1, "…", "…"}}) {
    CAPTURE(row.columns);
    CHECK(cut_middle(text, row.columns) == row.middle);
    CHECK(cut_end(text, row.columns) == row.end);
    CHECK(columns_of(cut_middle(text, row.columns)) <= row.columns);
  }
  // Characters of several bytes stay whole.
  CHECK(cut_middle("äöüäöüäöü", 8) == "äöüäöü…ü");
  CHECK(cut_end("äöü", 2) == "ä…");
  CHECK(cut_end("Acme Networks", 6) == "Acme…");
}

TEST_CASE("fit: a line is broken between its fields, then between words", "[support][fit]") {
  const Screen screen{.is_terminal = true, .columns = 20};
  CHECK(fit_line("  one  two", screen) == "  one  two");
  CHECK(fit_line("  pci:v00008086d0000  Acme NIC", screen) ==
        "  pci:v00008086d0000\n      Acme NIC");
  CHECK(fit_line("  pci:v00008086d0000  Acme Networks NIC", screen) ==
        "  pci:v00008086d0000\n      Acme Networks\n      NIC");
  CHECK(fit_line("a line that has no two blanks", screen) == "a line that has no\n    two blanks");
  // Colours take no columns.
  CHECK(fit_line("\x1b[1mpci:v00008086d000010\x1b[0m", screen) ==
        "\x1b[1mpci:v00008086d000010\x1b[0m");
  CHECK(fit_line("  pci:v00008086d0000  Acme Networks NIC", {.columns = 20}) ==
        "  pci:v00008086d0000  Acme Networks NIC");
}

}  // namespace ko2alias::test
