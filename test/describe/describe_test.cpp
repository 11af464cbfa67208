// Parts, entries and descriptions, on buses made for the test.
#include "describe/bus.h"

#include "bus/buses.h"
#include "describe/entry.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr Flag toy_flags[] = {{"NAME", 0x1}, {"ID", 0x2}};
constexpr Member toy_members[] = {
    flags(u8("flags"), toy_flags), chars("name", 4), u16("id"), u32("mask"), bytes("uuid", 16),
    bitmap("bits", 0x2f),          word("data")};

EntryBytes toy(const Abi& abi, std::uint64_t flags, std::string_view name, std::uint64_t id,
               std::uint64_t mask = 0) {
  EntryBytes bytes = entry(abi).u8(flags).chars(name, 4).u16(id).u32(mask);
  bytes.chars("\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\xef", 16);
  // Bits 1 and 0x21 of the bitmap.
  if (abi.word_size == 8) return bytes.word(0x0000000200000002).word(0);
  return bytes.word(2).word(2).word(0);
}

// The alias that the parts make of the entry.
std::string written(const std::vector<Part>& parts, const EntryBytes& bytes) {
  const Variant variant{.since = {2, 6}, .members = toy_members, .alias = parts};
  const std::string table = table_of({bytes});
  const TableView view(variant, bytes.abi(), bytes.abi().order, table);
  AliasSink out;
  write_aliases(Entry(view, 0), variant, out);
  REQUIRE(out.aliases.size() == 1);
  return out.aliases[0];
}

}  // namespace

TEST_CASE("parts: numbers", "[describe]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  const EntryBytes e = toy(abi, 0, "", 0xbeef, 0x1234);
  CHECK(written({text("x:")}, e) == "x:");
  CHECK(written({hex("a", "id")}, e) == "aBEEF");
  CHECK(written({hex("a", "id", 8)}, e) == "a0000BEEF");
  CHECK(written({hex("a", "id", 1)}, e) == "aBEEF");
  CHECK(written({lower_hex("a", "id")}, e) == "abeef");
  CHECK(written({hex("a", "mask")}, e) == "a00001234");
  CHECK(written({hex("a", "flags"), hex("b", "flags", 1)}, e) == "a00b0");
}

TEST_CASE("parts: conditions keep the label and put a star", "[describe]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const EntryBytes e = toy(abi, 0x1, "ab", 0xffff);
  CHECK(written({hex_unless("a", "id", 0xffff), hex_unless("b", "id", 0)}, e) == "a*bFFFF");
  CHECK(written({hex_if("a", "id", "NAME"), hex_if("b", "id", "ID")}, e) == "aFFFFb*");
  CHECK(written({chars_if("a", "name", "NAME"), chars_if("b", "name", "ID")}, e) == "aabb*");
  CHECK(written({chars_or_star("a", "name")}, e) == "aab");
  CHECK(written({chars_or_star("a", "name")}, toy(abi, 0, "", 0)) == "a*");
  CHECK(written({chars_of("a", "name")}, toy(abi, 0, "", 0)) == "a");
}

TEST_CASE("parts: one star at the end", "[describe]") {
  const EntryBytes e = toy(lp64_le, 0, "ab*", 1);
  CHECK(written({text("x"), wildcard}, e) == "x*");
  CHECK(written({text("x*"), wildcard, wildcard}, e) == "x*");
  CHECK(written({chars_of("x", "name"), wildcard}, e) == "xab*");
}

TEST_CASE("parts: uuids do not depend on the byte order", "[describe]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const EntryBytes e = toy(abi, 0, "", 0);
  CHECK(written({uuid("", "uuid", UuidStyle::plain)}, e) == "101112131415161718191a1b1c1d1eef");
  CHECK(written({uuid("", "uuid", UuidStyle::dashed)}, e) ==
        "10111213-1415-1617-1819-1a1b1c1d1eef");
  CHECK(written({uuid("{", "uuid", UuidStyle::guid)}, e) ==
        "{13121110-1514-1716-1819-1a1b1c1d1eef");
  CHECK(written({upper_uuid("", "uuid", UuidStyle::guid)}, e) ==
        "13121110-1514-1716-1819-1A1B1C1D1EEF");
}

TEST_CASE("parts: a full text runs on into the bytes behind it", "[describe]") {
  // A byte of padding stands between the text and the number.
  CHECK(written({chars_of("", "name")}, toy(lp64_le, 0, "abcd", 0x4665)) == "abcd");
  constexpr Member members[] = {chars("name", 4), u16("id"), u16("more")};
  constexpr Part parts[] = {chars_of("x:", "name")};
  const Variant variant{.since = {2, 6}, .members = members, .alias = parts};
  const auto run_on = [&](const Abi& abi, std::uint64_t id, std::uint64_t more) {
    const std::string table = table_of({entry(abi).chars("abcd", 4).u16(id).u16(more)});
    const TableView view(variant, abi, abi.order, table);
    AliasSink out;
    write_aliases(Entry(view, 0), variant, out);
    return out.aliases.at(0);
  };
  CHECK(run_on(lp64_le, 0, 0x4142) == "x:abcd");
  CHECK(run_on(lp64_le, 0x0065, 0x4142) == "x:abcde");
  CHECK(run_on(lp64_be, 0x0065, 0x4142) == "x:abcd");
  CHECK(run_on(lp64_le, 0x6665, 0x6867) == "x:abcdefgh");
}

TEST_CASE("entry: members by name", "[describe]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  constexpr Part parts[] = {text("x")};
  const Variant variant{.since = {2, 6}, .members = toy_members, .alias = parts};
  const std::string table = table_of({toy(abi, 2, "ab", 7), toy(abi, 1, "c", 9)});
  const TableView view(variant, abi, abi.order, table);
  REQUIRE(view.entry_count() == 2);
  const Entry first(view, 0);
  CHECK(first.number("id") == 7);
  CHECK(first.at(1).number("id") == 9);
  CHECK(first.text("name") == "ab");
  CHECK(first.bytes("name") == std::string_view("ab\0\0", 4));
  CHECK(first.flag("ID"));
  CHECK_FALSE(first.flag("NAME"));
  CHECK(first.at(1).flag("NAME"));
  CHECK_FALSE(first.bit("bits", 0));
  CHECK(first.bit("bits", 1));
  CHECK(first.bit("bits", 0x21));
  CHECK_FALSE(first.bit("bits", 0x20));
  CHECK(first.has_clean_padding());
  CHECK(first.all_bytes().size() == view.layout.size);
  CHECK(Entry(view, 2).all_bytes() == std::string(view.layout.size, '\0'));
}

TEST_CASE("entry: dirty padding between members and behind them", "[describe]") {
  constexpr Member members[] = {u8("a"), u32("b"), u16("c")};
  constexpr Part parts[] = {text("x")};
  const Variant variant{.since = {2, 6}, .members = members, .alias = parts};
  for (std::size_t dirty = 0; dirty < 12; ++dirty) {
    CAPTURE(dirty);
    std::string table(24, '\0');
    table[dirty] = '\1';
    const TableView view(variant, lp64_le, ByteOrder::little, table);
    const bool is_padding = (dirty >= 1 && dirty < 4) || dirty >= 10;
    CHECK(Entry(view, 0).has_clean_padding() == !is_padding);
  }
}

TEST_CASE("description: unsound ones are told", "[describe]") {
  constexpr Part good[] = {hex("a", "id")};
  constexpr Part no_such_member[] = {hex("a", "serial")};
  constexpr Part no_such_flag[] = {hex_if("a", "id", "SERIAL")};
  STATIC_REQUIRE(is_sound(Variant{.since = {2, 6}, .members = toy_members, .alias = good}));
  STATIC_REQUIRE_FALSE(is_sound(Variant{.since = {2, 6}, .members = toy_members}));
  STATIC_REQUIRE_FALSE(is_sound(Variant{.since = {2, 6}, .alias = good}));
  STATIC_REQUIRE_FALSE(
      is_sound(Variant{.since = {2, 6}, .members = toy_members, .alias = no_such_member}));
  STATIC_REQUIRE_FALSE(
      is_sound(Variant{.since = {2, 6}, .members = toy_members, .alias = no_such_flag}));
  STATIC_REQUIRE_FALSE(is_sound(Variant{
      .since = {2, 6}, .members = toy_members, .alias = good, .override_member = "override"}));
}

TEST_CASE("description: the variant of a release", "[describe]") {
  const Bus& pci = *find_bus("pci");
  CHECK(variant_for(pci, {6, 1}) == &pci.variants[0]);
  CHECK(variant_for(pci, {5, 15}) == &pci.variants[0]);
  CHECK(variant_for(pci, {5, 14, 999}) == &pci.variants[1]);
  CHECK(variant_for(pci, {2, 6, 32}) == &pci.variants[1]);
  CHECK(variant_for(*find_bus("cdx"), {6, 3}) == nullptr);
}

TEST_CASE("buses: sorted, found by type, and sound", "[describe]") {
  CHECK(all_buses().size() == 57);
  for (std::size_t i = 1; i < all_buses().size(); ++i)
    CHECK(all_buses()[i - 1]->type < all_buses()[i]->type);
  for (const Bus* bus : all_buses()) {
    INFO(bus->type);
    CHECK(find_bus(bus->type) == bus);
    CHECK_FALSE(shape_of(*bus).empty());
    CHECK_FALSE(bus->variants.empty());
    CHECK_FALSE(is_type_without_aliases(bus->type));
  }
  for (const std::string_view type : {"", "pc", "pcii", "PCI", "zzz", "tifm"})
    CHECK(find_bus(type) == nullptr);
  CHECK(is_type_without_aliases("tifm"));
  CHECK_FALSE(is_type_without_aliases("no_such"));
}

TEST_CASE("buses: variants stand newest first", "[describe]") {
  for (const Bus* bus : all_buses())
    for (std::size_t i = 1; i < bus->variants.size(); ++i) {
      const Since& newer = bus->variants[i - 1].since;
      const Since& older = bus->variants[i].since;
      if (newer.mainline.major == stable_only.mainline.major ||
          older.mainline.major == stable_only.mainline.major)
        continue;
      INFO(bus->type << " " << i);
      CHECK(newer.mainline > older.mainline);
    }
}

TEST_CASE("buses: each type came with the release that the facts say", "[describe]") {
  struct Row {
    std::string_view types;
    Release last_without, first_with;
  };
  const Row row = GENERATE(values<Row>({
      {"mdio isapnp", {2, 6, 32}, {2, 6, 37}},
      {"zorro", {2, 6, 32}, {2, 6, 37}},
      {"bcma", {2, 6, 39}, {3, 0}},
      {"vmbus", {3, 1}, {3, 2}},
      {"amba", {3, 2}, {3, 3}},
      {"x86cpu", {3, 3}, {3, 4}},
      {"ipack", {3, 6}, {3, 7}},
      {"mei", {3, 9}, {3, 10}},
      {"rapidio", {3, 10}, {3, 11}},
      {"cpu", {3, 14}, {3, 15}},
      {"mipscdmm", {4, 0}, {4, 1}},
      {"ulpi", {4, 1}, {4, 2}},
      {"hdaudio", {4, 3}, {4, 4}},
      {"fslmc", {4, 7}, {4, 8}},
      {"tbsvc", {4, 14}, {4, 15}},
      {"sdw", {4, 15}, {4, 16}},
      {"rpmsg", {4, 17}, {4, 18}},
      {"typec", {4, 18}, {4, 19}},
      {"tee wmi", {5, 0}, {5, 2}},
      {"i3c mhi", {5, 6}, {5, 7}},
      {"auxiliary", {5, 10}, {5, 11}},
      {"dfl ssam", {5, 11}, {5, 12}},
      {"ishtp", {5, 15}, {5, 16}},
      {"mhi_ep", {5, 18}, {5, 19}},
      {"cdx", {6, 3}, {6, 4}},
      {"vchiq", {6, 6}, {6, 7}},
      {"coreboot", {6, 8}, {6, 9}},
      {"slim", {6, 11}, {6, 12}},
      {"mcb", {6, 18}, {6, 19}},
  }));
  for (std::size_t at = 0; at < row.types.size();) {
    const std::size_t end = std::min(row.types.find(' ', at), row.types.size());
    const std::string_view type = row.types.substr(at, end - at);
    CAPTURE(type);
    REQUIRE(find_bus(type) != nullptr);
    CHECK(variant_for(*find_bus(type), row.last_without) == nullptr);
    CHECK(variant_for(*find_bus(type), row.first_with) != nullptr);
    at = end + 1;
  }
}

}  // namespace ko2alias::test
