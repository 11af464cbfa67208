// dmi, whose slots moved from release to release.
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

struct Match {
  unsigned slot;
  std::string_view text;
  bool is_exact = false;
};

// The byte with the slot as a C compiler for that target lays it out: from 3.11 on, a bit field of
// 7 bits and one of 1.
std::uint64_t slot_byte(const Abi& abi, const Match& match, bool has_bit_field) {
  if (!has_bit_field) return match.slot;
  if (abi.order == ByteOrder::big) return match.slot << 1 | (match.is_exact ? 1 : 0);
  return match.slot | (match.is_exact ? 0x80 : 0);
}

EntryBytes dmi(const Abi& abi, const std::vector<Match>& matches, bool has_bit_field = true) {
  EntryBytes bytes = entry(abi).word(0x1111).word(0x2222);
  for (std::size_t i = 0; i < 4; ++i) {
    const Match match = i < matches.size() ? matches[i] : Match{0, ""};
    bytes.u8(slot_byte(abi, match, has_bit_field)).chars(match.text, 79);
  }
  return bytes.word(0x3333);
}

// The label in the alias of a text in each of the slots 1 to 24, `bvn`; `-` where the alias has
// none.
strings labels(const Abi& abi, std::string_view release, bool has_bit_field = true) {
  strings all;
  for (unsigned slot = 1; slot <= 24; ++slot) {
    const strings aliases = aliases_of("dmi", release, dmi(abi, {{slot, "x"}}, has_bit_field));
    const std::string alias = aliases.at(0);
    all.push_back(alias == "dmi*:" ? "-" : alias.substr(5, alias.find("*x") - 5));
  }
  return all;
}

}  // namespace

TEST_CASE("dmi: the slots of each release", "[bus][dmi]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CAPTURE(abi);
  const strings old{"bvn", "bvr", "bd", "svn", "pn", "pvr", "-", "-", "rvn", "rn", "rvr", "-",
                    "-",   "cvn", "ct", "cvr", "-",  "-",   "-", "-", "-",   "-",  "-",   "-"};
  CHECK(labels(abi, "2.6.32", false) == old);
  CHECK(labels(abi, "3.10.17", false) == old);
  CHECK(labels(abi, "3.11") == old);
  CHECK(labels(abi, "4.11") == old);
  CHECK(labels(abi, "3.10.0-1160.el7.x86_64") == old);
  const strings of_4_12{"bvn", "bvr", "bd",  "svn", "pn",  "pvr", "-", "-", "-", "rvn", "rn", "rvr",
                        "-",   "-",   "cvn", "ct",  "cvr", "-",   "-", "-", "-", "-",   "-",  "-"};
  CHECK(labels(abi, "4.12") == of_4_12);
  CHECK(labels(abi, "4.17") == of_4_12);
  const strings of_4_18{"bvn", "bvr", "bd", "svn", "pn", "pvr", "-", "-", "-", "-", "rvn", "rn",
                        "rvr", "-",   "-",  "cvn", "ct", "cvr", "-", "-", "-", "-", "-",   "-"};
  CHECK(labels(abi, "4.18") == of_4_18);
  CHECK(labels(abi, "5.7.14") == of_4_18);
  CHECK(labels(abi, "4.18.0-240.el8.x86_64") == of_4_18);
  const strings of_5_8{"bvn", "bvr", "bd",  "br", "efr", "svn", "pn", "pvr", "-", "-", "-", "-",
                       "rvn", "rn",  "rvr", "-",  "-",   "cvn", "ct", "cvr", "-", "-", "-", "-"};
  CHECK(labels(abi, "5.8") == of_5_8);
  CHECK(labels(abi, "7.3") == of_5_8);
}

TEST_CASE("dmi: a fixed order, whatever the order of the matches", "[bus][dmi]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("dmi", dmi(abi, {{7, "ThinkPad"}, {13, "LENOVO"}, {1, "IBM"}, {4, "1.2"}})) ==
        strings{"dmi*:bvn*IBM*:br*1.2*:pn*ThinkPad*:rvn*LENOVO*:"});
  CHECK(aliases_of("dmi", dmi(abi, {{7, "b"}, {7, "a"}, {0, "no"}, {7, ""}})) ==
        strings{"dmi*:pn*b*:pn*a*:pn**:"});
  CHECK(aliases_of("dmi", dmi(abi, {{9, "serial"}})) == strings{"dmi*:"});
  CHECK(aliases_of("dmi", dmi(abi, {})) == strings{"dmi*:"});
}

TEST_CASE("dmi: an exact match changes nothing", "[bus][dmi]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("dmi", dmi(abi, {{6, "Acme", true}, {18, "Box", true}})) ==
        strings{"dmi*:svn*Acme*:cvn*Box*:"});
}

TEST_CASE("dmi: up to 3.10 the whole byte was the slot", "[bus][dmi]") {
  CHECK(aliases_of("dmi", "3.10.17", dmi(lp64_le, {{5, "pn"}, {0x85, "no"}}, false)) ==
        strings{"dmi*:pn*pn*:"});
  CHECK(aliases_of("dmi", "3.11", dmi(lp64_le, {{5, "pn"}, {0x85, "yes"}}, false)) ==
        strings{"dmi*:pn*pn*:pn*yes*:"});
}

TEST_CASE("dmi: blanks, colons and what is not printable ASCII are left out", "[bus][dmi]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("dmi", dmi(abi, {{6, "A B:C\tD\x7f\x80\xff~!E"}})) ==
        strings{"dmi*:svn*ABCD~!E*:"});
}

}  // namespace ko2alias::test
