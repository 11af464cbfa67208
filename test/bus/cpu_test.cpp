// x86cpu and cpu.
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

struct X86 {
  std::uint64_t vendor, family, model, feature;
};

EntryBytes start(const Abi& abi, const X86& x) {
  return entry(abi).u16(x.vendor).u16(x.family).u16(x.model);
}
EntryBytes x86_5_6(const Abi& abi, const X86& x) { return start(abi, x).u16(x.feature).word(7); }
EntryBytes x86_lts(const Abi& abi, const X86& x) {
  return start(abi, x).u16(x.feature).word(7).u16(0xffff);
}
EntryBytes x86_5_8(const Abi& abi, const X86& x) {
  return start(abi, x).u16(0xffff).u16(x.feature).word(7);
}
EntryBytes x86_6_10(const Abi& abi, const X86& x) {
  return start(abi, x).u16(0xffff).u16(x.feature).u16(1).word(7);
}
EntryBytes x86_6_17(const Abi& abi, const X86& x) {
  return start(abi, x).u16(0xffff).u16(x.feature).u16(1).u8(1).word(7);
}
EntryBytes x86_7_1(const Abi& abi, const X86& x) {
  return start(abi, x).u16(0xffff).u16(x.feature).u16(1).u8(1).u8(1).word(7);
}

}  // namespace

TEST_CASE("x86cpu: one text since 3.15, in ever new structs", "[bus][x86cpu]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  struct Row {
    X86 values;
    std::string alias, alias_3_14;
  };
  const Row row = GENERATE(values<Row>({
      {{0, 6, 0x2a, 0x99},
       "cpu:type:x86,ven0000fam0006mod002A:feature:*0099*",
       "x86cpu:vendor:0000:family:0006:model:002A:feature:*0099*"},
      {{0xffff, 0, 0, 0x81},
       "cpu:type:x86,ven*fam*mod*:feature:*0081*",
       "x86cpu:vendor:*:family:*:model:*:feature:*0081*"},
      {{2, 0x10, 0, 0},
       "cpu:type:x86,ven0002fam0010mod*:feature:*",
       "x86cpu:vendor:0002:family:0010:model:*:feature:*"},
  }));
  CAPTURE(abi, row.alias);
  CHECK(aliases_of("x86cpu", "3.4", x86_5_6(abi, row.values)) == strings{row.alias_3_14});
  CHECK(aliases_of("x86cpu", "3.14", x86_5_6(abi, row.values)) == strings{row.alias_3_14});
  const strings wanted{row.alias};
  CHECK(aliases_of("x86cpu", "3.15", x86_5_6(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "4.20", x86_5_6(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "5.4.18", x86_5_6(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "5.6.4", x86_5_6(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "4.15.18", x86_lts(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "4.19.304", x86_lts(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "5.4.214", x86_lts(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "5.7.14", x86_5_8(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "5.8", x86_5_8(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "6.9", x86_5_8(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "6.11.11", x86_6_10(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "6.14", x86_6_10(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "6.17", x86_6_17(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "7.0", x86_6_17(abi, row.values)) == wanted);
  CHECK(aliases_of("x86cpu", "7.1.3", x86_7_1(abi, row.values)) == wanted);
}

TEST_CASE("x86cpu: Red Hat kept the first struct", "[bus][x86cpu]") {
  const X86 values{0, 6, 0, 0x99};
  CHECK(aliases_of("x86cpu", "3.10.0-1160.el7.x86_64", x86_5_6(lp64_le, values)) ==
        strings{"x86cpu:vendor:0000:family:0006:model:*:feature:*0099*"});
  CHECK(aliases_of("x86cpu", "4.18.0-240.el8.x86_64", x86_5_6(lp64_le, values)) ==
        strings{"cpu:type:x86,ven0000fam0006mod*:feature:*0099*"});
}

TEST_CASE("cpu: a feature, zero too", "[bus][cpu]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("cpu", entry(abi).u16(0x2a), entry(abi).u16(0)) ==
        strings{"cpu:type:*:feature:*002A*", "cpu:type:*:feature:*0000*"});
}

}  // namespace ko2alias::test
