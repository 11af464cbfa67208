// The pointers in tables, in objects that C compilers make: every bus, 32 and 64 bits, both byte
// orders.
#include "decode/pointers.h"

#include <map>

#include <fmt/core.h>

#include "bus/buses.h"
#include "decode/driver_data.h"
#include "decode/members.h"
#include "kit/c_compiler.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// What the elements of an entry's pointers are made of, and how that is shown.
struct Filling {
  std::string c;
  std::string shown;
};

const Filling fillings[] = {
    {"&board", "board"}, {"&boards[1]", "boards+0x4"},       {"\"Acme Z9\"", "\"Acme Z9\""},
    {"probe", "probe"},  {"&elsewhere[8]", "elsewhere+0x8"}, {"~0UL", "any bits"},
    {"0", "0"},
};

constexpr std::string_view head = R"(
static int board = 0x01010101;
static int boards[64] = {0x02020202, 0x03030303};
extern char elsewhere[];
static int probe(void) { return boards[1] + board; }
int use(void) { return probe(); }
static const char license[] __attribute__((used, section(".modinfo"), aligned(1))) = "license=GPL";
)";

// A table of the bus with an entry for each filling, whose every pointer is filled with it.
std::string c_table(const Bus& bus) {
  const Variant& variant = bus.variants.front();
  const std::string type(bus.type);
  std::string c =
      c_struct(type, variant) + "static const struct " + type + " " + type + "_ids[] = {";
  for (const Filling& filling : fillings) {
    c += "\n  {";
    for (std::size_t i = 0; i < variant.members.size(); ++i) {
      const Member& member = variant.members[i];
      if (!may_point(member)) continue;
      const std::string cast =
          member.scalar == Scalar::pointer ? "(const void *)" : "(unsigned long)";
      const std::string value = cast + "(" + filling.c + ")";
      c += "." + c_name(i) + " = ";
      for (std::size_t n = 0; n < member.count; ++n)
        c += (n == 0 && member.count > 1 ? "{" : "") + value + ",";
      if (member.count > 1) c += "},";
    }
    c += "},";
  }
  return c + "\n  {}};\nextern typeof(" + type + "_ids) " +
         symbol_of(Spelling::type_table, type, type + "_ids") + " __attribute__((alias(\"" + type +
         "_ids\")));\n";
}

bool has_pointers(const Bus& bus) {
  const auto& members = bus.variants.front().members;
  return std::any_of(members.begin(), members.end(), may_point);
}

std::string shown_in(const Filling& filling, const Abi& abi) {
  if (filling.shown == "any bits") return abi.word_size == 8 ? "0xffffffffffffffff" : "0xffffffff";
  return filling.shown;
}

// Every pointer of every table that is not shown as it should be.
strings wrong_pointers(const Decoded& decoded) {
  const Pointers pointers(decoded.image);
  strings wrong;
  for (const DecodedTable& table : decoded.module.tables) {
    if (table.entries != std::size(fillings)) return {std::string(table.bus->type) + ": entries"};
    const TableView view = driver_view_of(decoded.module, table);
    for (const Shown& shown : shown_members(*table.variant)) {
      const Member& member = table.variant->members[shown.member];
      if (!may_point(member)) continue;
      for (std::uint32_t i = 0; i < table.entries; ++i) {
        const std::string one = shown_in(fillings[i], decoded.module.abi);
        std::string wanted = one;
        for (unsigned n = 1; n < member.count; ++n) wanted += "," + one;
        const std::string text = shown_text(table, Entry(view, i), shown, &pointers);
        if (text != wanted)
          wrong.push_back(
              fmt::format("{}.{}: {} instead of {}", table.bus->type, shown.name, text, wanted));
      }
    }
  }
  return wrong;
}

}  // namespace

TEST_CASE("pointers: every bus, in objects of every compiler", "[pointers]") {
  std::string c(head);
  std::size_t buses = 0;
  for (const Bus* const bus : all_buses())
    if (has_pointers(*bus)) {
      c += c_table(*bus);
      ++buses;
    }
  REQUIRE(buses > 30);
  int heard = 0;
  for (const CTarget& target : c_targets()) {
    CAPTURE(target.name);
    const auto object = c_object(target.command, c);
    if (!object) {
      WARN("skipped, as it does not work here: " << target.name);
      continue;
    }
    ++heard;
    const Decoded decoded = decode(*object, as_kernel(newest));
    CHECK(decoded.module.abi.word_size == target.abi.word_size);
    CHECK(decoded.module.abi.order == target.abi.order);
    CHECK(decoded.module.tables.size() == buses);
    CHECK(wrong_pointers(decoded) == strings{});
  }
  CHECK(heard > 0);
}

TEST_CASE("pointers: bit fields are where compilers put them", "[pointers]") {
  const std::string c = std::string(head) + c_struct("dmi", find_bus("dmi")->variants.front()) +
                        "static const struct dmi dmi_ids[] = {\n"
                        "  {.m2_0 = 14, .m2_1 = 1, .m3 = \"Z9\", .m4_0 = 4, .m6_1 = 1}, {}};\n"
                        "extern typeof(dmi_ids) __mod_dmi__dmi_ids_device_table "
                        "__attribute__((alias(\"dmi_ids\")));\n";
  for (const CTarget& target : c_targets()) {
    CAPTURE(target.name);
    const auto object = c_object(target.command, c);
    if (!object) continue;
    const Decoded decoded = decode(*object, as_kernel("6.1"));
    const DecodedTable& table = decoded.module.tables.at(0);
    const TableView view = driver_view_of(decoded.module, table);
    std::map<std::string, std::string> texts;
    for (const Shown& shown : shown_members(*table.variant))
      texts[std::string(shown.name)] = shown_text(table, Entry(view, 0), shown, nullptr);
    CHECK(texts["matches[0].slot"] == "14");
    CHECK(texts["matches[0].exact_match"] == "1");
    CHECK(texts["matches[1].slot"] == "4");
    CHECK(texts["matches[1].exact_match"] == "0");
    CHECK(texts["matches[2].slot"] == "0");
    CHECK(texts["matches[2].exact_match"] == "1");
    CHECK(texts["ident"] == "?");
  }
}

// Up to 3.8 modpost read these numbers in its own byte order, but no driver does.
TEST_CASE("driver's view: a generator's mistakes are not the driver's", "[pointers]") {
  const Abi abi = GENERATE(ilp32_le, ilp32_be);
  const ByteOrder host = GENERATE(ByteOrder::little, ByteOrder::big);
  DecodeOptions options = as_kernel("3.8");
  options.build_host = host;
  const Decoded decoded =
      decode(module_of(abi, {{symbol_of(Spelling::type_only, "mdio"),
                              table_of({entry(abi).u32(0x1234).u32(0xfffffff0)})}}),
             options);
  const DecodedTable& table = decoded.module.tables.at(0);
  const TableView view = driver_view_of(decoded.module, table);
  const auto shown = shown_members(*table.variant);
  CHECK(shown_text(table, Entry(view, 0), shown.at(0), nullptr) == "0x1234");
  CHECK(shown_text(table, Entry(view, 0), shown.at(1), nullptr) == "0xfffffff0");
}

// Both objects are called `quad`, as static ones of two source files may be.
TEST_CASE("driver data: objects of one name are told apart by their places", "[pointers]") {
  const std::string c =
      std::string(head) + c_struct("pci", find_bus("pci")->variants.front()) +
      "static int a[4] = {1}, b[4] = {2}, c[4] = {3};\n"
      "static const struct pci pci_ids[] = {{.m0 = 1, .m6 = (unsigned long)a},\n"
      "  {.m0 = 1, .m6 = (unsigned long)b}, {.m0 = 1, .m6 = (unsigned long)&a[0]}, {}};\n"
      "extern typeof(pci_ids) __mod_pci__pci_ids_device_table "
      "__attribute__((alias(\"pci_ids\")));\n";
  auto object = c_object(KO2ALIAS_CC, c);
  REQUIRE(object);
  for (const char* const name : {"\0a\0", "\0b\0"}) {
    const auto at = object->rfind(std::string(name, 3));
    REQUIRE(at != std::string::npos);
    (*object)[at + 1] = 'q';
  }
  const Decoded decoded = decode(*object, as_kernel("6.1"));
  const DriverData data(decoded.module, decoded.image);
  CHECK(data.text(0, 0) == "q");
  CHECK(data.text(0, 1) == "q");
  CHECK(data.compare(0, 0, 1) == SameData::no);
  CHECK(data.compare(0, 0, 2) == SameData::yes);
}

TEST_CASE("driver data: names that mean nothing in another build are not compared there",
          "[pointers]") {
  const auto is_portable_name = [](std::string_view name) {
    return is_portable({.target = {.symbol = name}});
  };
  CHECK(is_portable_name("board_info"));
  CHECK(is_portable_name("board.info"));
  CHECK(is_portable_name("board_info_2"));
  CHECK_FALSE(is_portable_name("board_info.2"));
  CHECK_FALSE(is_portable_name("__compound_literal.13"));
  CHECK_FALSE(is_portable({.target = {.symbol = ".data", .is_named = false}}));
  CHECK(is_portable({.target = {.symbol = ".rodata.str1.1", .is_named = false}, .text = "Acme"}));
}

TEST_CASE("pointers: before an object, and texts that act on a terminal", "[pointers]") {
  CHECK(ko2alias::to_text(Pointee{.target = {.symbol = "board_info", .offset = -8}}) ==
        "board_info-0x8");
  CHECK(ko2alias::to_text(Pointee{.target = {.symbol = ".data", .offset = 0, .is_named = false}}) ==
        ".data+0x0");
  CHECK(ko2alias::to_text(Pointee{.target = {.symbol = "\x1b[31m", .offset = 0}}) == "\\x1b[31m");
  CHECK(ko2alias::to_text(Pointee{.target = {.symbol = ".data"}, .text = "\x1b"}) == "\"\\x1b\"");
}

}  // namespace ko2alias::test
