// hid, input and serio.
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr std::uint64_t any_number = 0xffffffff;
using Bits = std::vector<unsigned>;

// A bitmap of words that holds the bits 0 to `last`.
void add_bitmap(EntryBytes& bytes, unsigned last, const Bits& bits) {
  const unsigned width = bytes.abi().word_size * 8U;
  for (unsigned start = 0; start <= last; start += width) {
    std::uint64_t word = 0;
    for (const unsigned bit : bits)
      if (bit >= start && bit < start + width) word |= std::uint64_t{1} << (bit - start);
    bytes.word(word);
  }
}

struct Input {
  std::uint64_t flags = 0;
  Bits ev{}, key{}, rel{}, abs{}, msc{}, led{}, snd{}, ff{}, sw{};
};

EntryBytes input(const Abi& abi, const Input& i, bool has_properties = true) {
  EntryBytes bytes = entry(abi).word(i.flags).u16(3).u16(0x46d).u16(0xc01a).u16(0x111);
  add_bitmap(bytes, 0x1f, i.ev);
  add_bitmap(bytes, 0x2ff, i.key);
  add_bitmap(bytes, 0x0f, i.rel);
  add_bitmap(bytes, 0x3f, i.abs);
  add_bitmap(bytes, 0x07, i.msc);
  add_bitmap(bytes, 0x0f, i.led);
  add_bitmap(bytes, 0x07, i.snd);
  add_bitmap(bytes, 0x7f, i.ff);
  add_bitmap(bytes, 0x11, i.sw);
  if (has_properties) add_bitmap(bytes, 0x1f, {0, 31});
  return bytes.word(0);
}

std::string input_alias(std::string_view release, const Abi& abi, const Input& i) {
  const bool has_properties = Since(4, 14).includes(*parse_release(release));
  const strings aliases = aliases_of("input", release, input(abi, i, has_properties));
  return aliases.size() == 1 ? aliases[0] : "not one alias";
}

}  // namespace

TEST_CASE("hid: the group came with 3.5", "[bus][hid]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  const auto hid = [&](std::uint64_t bus, std::uint64_t group, std::uint64_t vendor,
                       std::uint64_t product) {
    return entry(abi).u16(bus).u16(group).u32(vendor).u32(product).word(1);
  };
  CHECK(aliases_of("hid", "3.4", hid(3, 0, 0x5ac, 0x21d), hid(0xffff, 0, any_number, any_number)) ==
        strings{"hid:b0003v000005ACp0000021D", "hid:bFFFFv*p*"});
  const std::string release = GENERATE("3.5", "6.1", "7.3");
  CHECK(aliases_of("hid", release, hid(3, 0, 0x5ac, 0x21d), hid(0xffff, 1, any_number, any_number),
                   hid(0, 0, 0, 0)) == strings{"hid:b0003g*v000005ACp0000021D", "hid:b*g0001v*p*",
                                               "hid:b0000g*v00000000p00000000"});
}

TEST_CASE("serio: the alias has another order than the struct", "[bus][serio]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("serio", entry(abi).u8(2).u8(0xff).u8(0x1a).u8(0x30),
                   entry(abi).u8(0xff).u8(1).u8(0xff).u8(0xff)) ==
        strings{"serio:ty02pr30id1Aex*", "serio:ty*pr*id*ex01*"});
}

TEST_CASE("input: ids by their flags, and always all the markers", "[bus][input]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string release = GENERATE("2.6.32", "4.13", "4.14", "6.12", "7.3");
  CAPTURE(abi, release);
  const std::string markers = "-e*k*r*a*m*l*s*f*w*";
  CHECK(input_alias(release, abi, {.flags = 0}) == "input:b*v*p*e*" + markers);
  CHECK(input_alias(release, abi, {.flags = 0xf}) == "input:b0003v046DpC01Ae0111" + markers);
  CHECK(input_alias(release, abi, {.flags = 0x5}) == "input:b0003v*pC01Ae*" + markers);
  // Neither a bitmap without its flag nor a property is seen in the alias.
  CHECK(input_alias(release, abi, {.flags = 0x2000, .ev = {1}, .key = {0x110}}) ==
        "input:b*v*p*e*" + markers);
}

TEST_CASE("input: the bits of each map", "[bus][input]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string release = GENERATE("3.9", "4.13", "4.14", "6.12", "7.3");
  CAPTURE(abi, release);
  const auto of = [&](const Input& i) {
    return input_alias(release, abi, i).substr(std::string("input:b*v*p*e*").size());
  };
  CHECK(of({.flags = 0x10, .ev = {0, 1, 3, 0x15}}) == "-e*0,*1,*3,*15,*k*r*a*m*l*s*f*w*");
  // Keys below 0x71 are not written.
  CHECK(of({.flags = 0x20, .key = {0, 0x70, 0x71, 0x110, 0x14a, 0x2fe}}) ==
        "-e*k*71,*110,*14A,*2FE,*r*a*m*l*s*f*w*");
  CHECK(of({.flags = 0x40, .rel = {0, 8}}) == "-e*k*r*0,*8,*a*m*l*s*f*w*");
  CHECK(of({.flags = 0x80, .abs = {0, 0x1f, 0x20, 0x3e}}) == "-e*k*r*a*0,*1F,*20,*3E,*m*l*s*f*w*");
  CHECK(of({.flags = 0x100, .msc = {4}}) == "-e*k*r*a*m*4,*l*s*f*w*");
  CHECK(of({.flags = 0x200, .led = {0, 0xe}}) == "-e*k*r*a*m*l*0,*E,*s*f*w*");
  CHECK(of({.flags = 0x400, .snd = {2}}) == "-e*k*r*a*m*l*s*2,*f*w*");
  CHECK(of({.flags = 0x800, .ff = {0x50, 0x7e}}) == "-e*k*r*a*m*l*s*f*50,*7E,*w*");
  CHECK(of({.flags = 0x1000, .sw = {0, 5}}) == "-e*k*r*a*m*l*s*f*w*0,*5,*");
}

TEST_CASE("input: the last bit of each map is written from 6.13 on", "[bus][input]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const Input all_last{.flags = 0xff0,
                       .ev = {0x1f},
                       .key = {0x2ff},
                       .rel = {0xf},
                       .abs = {0x3f},
                       .msc = {7},
                       .led = {0xf},
                       .snd = {7},
                       .ff = {0x7f}};
  const std::string without = "input:b*v*p*e*-e*k*r*a*m*l*s*f*w*";
  const std::string with = "input:b*v*p*e*-e*1F,*k*2FF,*r*F,*a*3F,*m*7,*l*F,*s*7,*f*7F,*w*";
  for (const std::string_view release :
       {"3.9", "4.14", "5.10.223", "6.1", "6.6.9", "6.11.11", "6.12"})
    CHECK(input_alias(release, abi, all_last) == without);
  for (const std::string_view release : {"6.1.176", "6.12.107", "6.13", "6.14", "6.16", "7.3"})
    CHECK(input_alias(release, abi, all_last) == with);
}

TEST_CASE("input: the number of switches grew", "[bus][input]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  struct Row {
    std::string_view release;
    std::string switches;
  };
  const Row row = GENERATE(values<Row>({{"4.14", "w*E,*"},
                                        {"5.4.18", "w*E,*"},
                                        {"5.4.214", "w*E,*F,*"},
                                        {"4.19.304", "w*E,*F,*"},
                                        {"5.7.14", "w*E,*F,*"},
                                        {"5.8", "w*E,*F,*"},
                                        {"6.12", "w*E,*F,*"},
                                        {"6.1.176", "w*E,*F,*10,*"},
                                        {"6.12.107", "w*E,*F,*10,*"},
                                        {"6.13", "w*E,*F,*10,*"},
                                        {"6.14", "w*E,*F,*10,*"},
                                        {"6.17", "w*E,*F,*10,*11,*"},
                                        {"7.3", "w*E,*F,*10,*11,*"}}));
  CAPTURE(row.release);
  CHECK(input_alias(row.release, abi, {.flags = 0x1000, .sw = {0xe, 0xf, 0x10, 0x11}}) ==
        "input:b*v*p*e*-e*k*r*a*m*l*s*f*" + row.switches);
}

}  // namespace ko2alias::test
