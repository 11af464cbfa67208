// acpi, pnp, pnp_card, isapnp and eisa.
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

struct Acpi {
  std::string_view id;
  std::uint64_t cls = 0, mask = 0, data = 0;
};

EntryBytes acpi(const Abi& abi, std::size_t id_length, const Acpi& a) {
  return entry(abi).chars(a.id, id_length).word(a.data).u32(a.cls).u32(a.mask);
}

EntryBytes acpi_4_1(const Abi& abi, std::size_t id_length, std::string_view id) {
  return entry(abi).chars(id, id_length).word(1);
}

EntryBytes pnp(const Abi& abi, std::string_view id) { return entry(abi).chars(id, 8).word(7); }

EntryBytes card(const Abi& abi, const std::vector<std::string_view>& devices) {
  EntryBytes bytes = entry(abi).chars("CARD000", 8).word(7);
  for (std::size_t i = 0; i < 8; ++i) bytes.chars(i < devices.size() ? devices[i] : "", 8);
  return bytes;
}

EntryBytes isapnp(const Abi& abi, std::uint64_t vendor, std::uint64_t function) {
  return entry(abi).u16(0xaaaa).u16(0xbbbb).u16(vendor).u16(function).word(7);
}

EntryBytes eisa(const Abi& abi, std::string_view sig) { return entry(abi).chars(sig, 8).word(7); }

}  // namespace

TEST_CASE("acpi: an id, its case kept, in every length of the member", "[bus][acpi]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  CHECK(aliases_of("acpi", "3.8", acpi_4_1(abi, 16, "PNP0C02"), acpi_4_1(abi, 16, "")) ==
        strings{"acpi*:PNP0C02:*", "acpi*::*"});
  CHECK(aliases_of("acpi", "3.9", acpi_4_1(abi, 9, "PNP0C02"), acpi_4_1(abi, 9, "")) ==
        strings{"acpi*:PNP0C02:*", "acpi*::*"});
  CHECK(aliases_of("acpi", "4.1", acpi_4_1(abi, 9, "LNXPOWER")) == strings{"acpi*:LNXPOWER:*"});
  CHECK(aliases_of("acpi", "4.2", acpi(abi, 9, {"int33A1"})) == strings{"acpi*:int33A1:*"});
  CHECK(aliases_of("acpi", "5.17", acpi(abi, 9, {"int33A1"})) == strings{"acpi*:int33A1:*"});
  CHECK(aliases_of("acpi", "5.18", acpi(abi, 16, {"int33A1"})) == strings{"acpi*:int33A1:*"});
}

TEST_CASE("acpi: without an id the class, question marks where no bit of the mask is set",
          "[bus][acpi]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  struct Row {
    std::uint64_t cls, mask;
    std::string alias;
  };
  const Row row = GENERATE(values<Row>({{0x010601, 0xffffff, "acpi*:010601:*"},
                                        {0x010601, 0xffff00, "acpi*:0106??:*"},
                                        {0x0c03fe, 0xff00ff, "acpi*:0c??fe:*"},
                                        {0x0c03fe, 0x010203, "acpi*:0c03fe:*"},
                                        {0x010601, 0, "acpi*:??????:*"},
                                        {0xff010601, 0xff000000, "acpi*:??????:*"}}));
  CAPTURE(abi, row.cls, row.mask);
  for (const std::string_view release : {"5.18", "6.12", "7.3"})
    CHECK(aliases_of("acpi", release, acpi(abi, 16, {"", row.cls, row.mask, 1})) ==
          strings{row.alias});
  CHECK(aliases_of("acpi", "4.2", acpi(abi, 9, {"", row.cls, row.mask, 1})) == strings{row.alias});
}

TEST_CASE("pnp: two aliases, the second in upper case", "[bus][pnp]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  CHECK(aliases_of("pnp", "2.6.32", pnp(abi, "PNP0c02")) ==
        strings{"pnp:dPNP0c02*", "acpi*:PNP0C02:*"});
  CHECK(aliases_of("pnp", pnp(abi, "wacf004"), pnp(abi, "")) ==
        strings{"pnp:dwacf004*", "acpi*:WACF004:*", "pnp:d*", "acpi*::*"});
}

TEST_CASE("pnp: an id of eight characters runs on in the first alias alone", "[bus][pnp]") {
  const EntryBytes full = entry(ilp32_le).chars("ABCDefgh", 8).word(0x696a);
  CHECK(aliases_of("pnp", full) == strings{"pnp:dABCDefghji*", "acpi*:ABCDEFGH:*"});
  CHECK(any_contains(decode_table("pnp", "7.3", {full}).problems(),
                     "id fills its 8 bytes without a NUL"));
}

TEST_CASE("pnp_card: the devices of a card up to the first empty one", "[bus][pnp_card]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("pnp_card", card(abi, {"CTL0001", "ctl0002", "", "CTL0003"})) ==
        strings{"pnp:dCTL0001*", "acpi*:CTL0001:*", "pnp:dctl0002*", "acpi*:CTL0002:*"});
  CHECK(aliases_of("pnp_card", card(abi, {"A", "B", "C", "D", "E", "F", "G", "H"})).size() == 16);
  CHECK(aliases_of("pnp_card", card(abi, {})).empty());
}

TEST_CASE("pnp_card: up to 6.12 an id of an earlier card is dropped, a repeat on one card is not",
          "[bus][pnp_card]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::vector<EntryBytes> cards{card(abi, {"A", "A"}), card(abi, {"B", "A", "b"}),
                                      card(abi, {"b"})};
  CHECK(aliases_of("pnp_card", "6.12", cards) == strings{"pnp:dA*", "acpi*:A:*", "pnp:dA*",
                                                         "acpi*:A:*", "pnp:dB*", "acpi*:B:*",
                                                         "pnp:db*", "acpi*:B:*"});
  // 6.13 drops any alias that the module has already.
  CHECK(aliases_of("pnp_card", "6.13", cards) ==
        strings{"pnp:dA*", "acpi*:A:*", "pnp:dB*", "acpi*:B:*", "pnp:db*"});
}

TEST_CASE("isapnp: letters and digits from the numbers of the chip", "[bus][isapnp]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  // The letters P, N, P are 16, 14, 16.
  CHECK(aliases_of("isapnp", isapnp(abi, 0xd041, 0x020c)) == strings{"pnp:dPNP0c02*"});
  CHECK(aliases_of("isapnp", "2.6.37", isapnp(abi, 0xd041, 0xcdab)) == strings{"pnp:dPNPabcd*"});
  // The first letter has six bits, which reach beyond Z.
  CHECK(aliases_of("isapnp", isapnp(abi, 0x00fc, 0)) == strings{"pnp:d\x7f@@0000*"});
}

TEST_CASE("eisa: a signature", "[bus][eisa]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string release = GENERATE("2.6.32", "3.8", "3.9", "6.12", "7.3");
  CHECK(aliases_of("eisa", release, eisa(abi, "HWP0C70")) == strings{"eisa:sHWP0C70*"});
}

TEST_CASE("eisa: up to 3.8 an empty signature adds a star to the alias before it", "[bus][eisa]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::vector<EntryBytes> entries{eisa(abi, "ABC"), eisa(abi, ""), eisa(abi, ""),
                                        eisa(abi, "D")};
  CHECK(aliases_of("eisa", "3.8", entries) ==
        strings{"eisa:sABC*", "eisa:sABC**", "eisa:sABC***", "eisa:sD*"});
  CHECK(aliases_of("eisa", "3.9", entries) ==
        strings{"eisa:sABC*", "eisa:s*", "eisa:s*", "eisa:sD*"});
  CHECK(aliases_of("eisa", "6.12", entries) ==
        strings{"eisa:sABC*", "eisa:s*", "eisa:s*", "eisa:sD*"});
  CHECK(aliases_of("eisa", "6.13", entries) == strings{"eisa:sABC*", "eisa:s*", "eisa:sD*"});
}

}  // namespace ko2alias::test
