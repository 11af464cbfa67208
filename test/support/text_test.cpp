#include "support/text.h"

#include "describe/alias_text.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

std::string hex(std::uint64_t value, unsigned digits) {
  std::string out = "=";
  append_hex(out, value, digits);
  return out;
}

}  // namespace

TEST_CASE("text: hex is padded and never cut", "[text]") {
  struct Row {
    std::uint64_t value;
    unsigned digits;
    std::string text;
  };
  const Row row = GENERATE(values<Row>({{0, 1, "=0"},
                                        {0, 8, "=00000000"},
                                        {0xab, 1, "=AB"},
                                        {0xab, 4, "=00AB"},
                                        {0xffffffff, 8, "=FFFFFFFF"},
                                        {0x123456789, 8, "=123456789"},
                                        {UINT64_MAX, 16, "=FFFFFFFFFFFFFFFF"},
                                        {0, 16, "=0000000000000000"}}));
  CHECK(hex(row.value, row.digits) == row.text);
  std::string lower;
  append_lower_hex(lower, 0xabcdef, 8);
  CHECK(lower == "00abcdef");
}

TEST_CASE("text: nothing that a terminal acts on gets to it", "[text]") {
  CHECK(escape_for_terminal("of:N*T*Cti,am335x") == "of:N*T*Cti,am335x");
  CHECK(escape_for_terminal("\x1b[2J") == "\\x1b[2J");
  CHECK(escape_for_terminal("\xe2\x86\x92 \xc3\xa9") == "\xe2\x86\x92 \xc3\xa9");
  CHECK(escape_for_terminal("\xe2\x80\xae \xc2\x9b \xe2\x86") ==
        "\\xe2\\x80\\xae \\xc2\\x9b \\xe2\\x86");
  CHECK(escape_for_terminal(std::string_view("a\0b\x7f\x80\xff\n", 7)) ==
        "a\\x00b\\x7f\\x80\\xff\\x0a");
}

TEST_CASE("text: the inside of a C string literal", "[text]") {
  CHECK(escape_for_c("usb:v*d[0-9]*") == "usb:v*d[0-9]*");
  CHECK(escape_for_c(R"(a"b\c)") == R"(a\"b\\c)");
  CHECK(escape_for_c(std::string_view("\0\x01\n\x7f\x80\xff", 6)) == R"(\000\001\012\177\200\377)");
  // Always three digits: a digit behind the escape must not become a part of it.
  CHECK(escape_for_c("\x01"
                     "7") == R"(\0017)");
}

TEST_CASE("text: white space is the six characters of the C locale", "[text]") {
  int spaces = 0;
  for (int c = 0; c < 256; ++c) spaces += is_space(static_cast<char>(c)) ? 1 : 0;
  CHECK(spaces == 6);
  for (const char c : {' ', '\t', '\n', '\v', '\f', '\r'}) CHECK(is_space(c));
}

TEST_CASE("text: every character of a kind is replaced", "[text]") {
  CHECK(replace_all("snd-soc-sof_rt5682", '-', '_') == "snd_soc_sof_rt5682");
  CHECK(replace_all("", '-', '_').empty());
}

TEST_CASE("alias text: labels, numbers and stars", "[text]") {
  CHECK(AliasText("x:").hex("a", 0x1f, 4).lower_hex("b", 0x1f, 2).take() == "x:a001Fb1f");
  CHECK(AliasText("x:").hex_if(false, "a", 1, 2).hex_if(true, "b", 1, 2).take() == "x:a*b01");
  CHECK(AliasText().hex_unless("a", 0xff, 2, 0xff).hex_unless("b", 0xfe, 2, 0xff).take() ==
        "a*bFE");
  CHECK(AliasText().chars_or_star("N", "").chars_or_star("T", "cpu").take() == "N*Tcpu");
  CHECK(AliasText("a").wildcard().take() == "a*");
  CHECK(AliasText("a*").wildcard().take() == "a*");
  CHECK(AliasText().wildcard().take() == "*");
  CHECK(AliasText("a b\t").underscore_spaces().add(" ").take() == "a_b_ ");
}

}  // namespace ko2alias::test
