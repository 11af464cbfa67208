// amba and mdio.
#include "kit/kit.h"

namespace ko2alias::test {

TEST_CASE("amba: each digit of the id through its mask", "[bus][amba]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  struct Row {
    std::uint64_t id, mask;
    std::string alias;
  };
  const Row row = GENERATE(values<Row>({
      {0x00041061, 0xffffffff, "amba:d00041061"},
      {0x00041061, 0x000fffff, "amba:d???41061"},
      {0, 0, "amba:d????????"},
      {0xABCDEF01, 0xffffffff, "amba:dABCDEF01"},
      // A mask of 8 lets the lower or the upper half of the digits through.
      {0x0, 0x8, "amba:d???????[01234567]"},
      {0x8, 0x8, "amba:d???????[89ABCDEF]"},
      {0x1, 0x1, "amba:d???????[13579BDF]"},
      {0x2, 0x3, "amba:d???????[26AE]"},
      {0x6, 0xe, "amba:d???????[67]"},
      {0x50000000, 0x70000000, "amba:d[5D]???????"},
  }));
  CAPTURE(abi, row.alias);
  for (const std::string_view release : {"3.3", "3.8", "3.9", "7.3"})
    CHECK(aliases_of("amba", release, entry(abi).u32(row.id).u32(row.mask).word(0x1234)) ==
          strings{row.alias});
}

TEST_CASE("amba: an id outside its mask, which modpost dies of, gives a warning", "[bus][amba]") {
  const EntryBytes good = entry(ilp32_be).u32(1).u32(0xffffffff).word(0);
  const EntryBytes bad = entry(ilp32_be).u32(0x41061).u32(0xff00).word(0);
  const Decoded decoded = decode_table("amba", "7.3", {bad, good});
  CHECK(decoded.patterns() == strings{"amba:d00000001"});
  CHECK(decoded.problems() ==
        strings{"warning: __mod_amba__ids_device_table: entry 0: id 0x00041061 has bits outside "
                "its mask 0x0000ff00: no alias"});
}

TEST_CASE("mdio: bit by bit, the highest first", "[bus][mdio]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string release = GENERATE("2.6.37", "3.9", "7.3");
  CHECK(aliases_of("mdio", release, entry(abi).u32(0x01410c00).u32(0xfffffff0)) ==
        strings{"mdio:0000000101000001000011000000????"});
  CHECK(aliases_of("mdio", release, entry(abi).u32(0xffffffff).u32(0)) ==
        strings{"mdio:" + std::string(32, '?')});
  CHECK(aliases_of("mdio", release, entry(abi).u32(0x80000001).u32(0x80000001)) ==
        strings{"mdio:1" + std::string(30, '?') + "1"});
}

}  // namespace ko2alias::test
