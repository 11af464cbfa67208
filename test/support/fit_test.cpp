// Texts that are made to fit a terminal.
#include "support/fit.h"

#include "kit/catch.h"
#include "support/glyphs.h"

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
  // Wide characters take two columns, and none is halved.
  CHECK(cut_end("網路介面卡", 10) == "網路介面卡");
  CHECK(cut_end("網路介面卡", 8) == "網路介…");
  CHECK(cut_middle("網路介面卡網路介面卡", 14) == "網路介面卡…卡");
}

}  // namespace ko2alias::test
