#include "ko2alias/references.h"

#include "elf/opened_image.h"
#include "elf/referring_module.h"
#include "kit/elf_patch.h"
#include "kit/kit.h"

namespace ko2alias {

// For Catch's messages.
std::ostream& operator<<(std::ostream& out, const Place& place) {
  return out << place.section << "+" << place.offset;
}

}  // namespace ko2alias

namespace ko2alias::test {
namespace {

std::string to_text(const std::optional<Target>& target) {
  if (!target) return "nothing";
  return std::string(target->symbol) + "+" + std::to_string(target->offset) + " in " +
         std::to_string(target->section) + (target->is_defined ? "" : " undefined") +
         (target->is_named ? "" : " unnamed");
}

}  // namespace

TEST_CASE("references: relocations as they stand in the file", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const bool has_addends = GENERATE(true, false);
  CAPTURE(abi, has_addends);
  const std::vector<RelocatedWord> rows = {
      {1, in_rodata, 64, 7}, {3, other, -8}, {0, board_info, 0x7fffffff, 2}};
  const Opened opened = open(referring_module(abi, has_addends, rows));
  REQUIRE(opened.image);
  const auto found = load_relocations(*opened.image, rodata);
  REQUIRE(found);
  REQUIRE(found->size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(i);
    CHECK(found->at(i).section == rodata);
    CHECK(found->at(i).offset == rows[i].word * abi.word_size);
    CHECK(found->at(i).symbol == static_cast<std::uint32_t>(rows[i].symbol));
    CHECK(found->at(i).type == static_cast<std::uint32_t>(rows[i].type));
    CHECK(found->at(i).addend == rows[i].addend);
  }
  CHECK(load_relocations(*opened.image, text)->empty());
  CHECK(load_relocations(*opened.image, 1000)->empty());
  CHECK(load_data_relocations(*opened.image)->size() == data_rows.size() + rows.size());
}

TEST_CASE("references: two relocation sections for one", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string elf = referring_module(abi, true, {{1, other, 0}});
  const Opened opened = open(ElfPatch(elf).set(rela_rodata, SectionField::info, data).bytes());
  REQUIRE(opened.image);
  CHECK(load_relocations(*opened.image, rodata)->empty());
  CHECK(load_relocations(*opened.image, data)->size() == data_rows.size() + 1);
}

TEST_CASE("references: 64-bit little-endian MIPS has symbol and type the other way round",
          "[references]") {
  const std::string elf = referring_module(lp64_le, true, {{1, probe, 8, 18}}, "EM_MIPS");
  const std::string info =
      number_bytes(probe, 4, ByteOrder::little) + std::string(3, '\0') + '\x12';
  REQUIRE(contains(elf, info));
  const Opened opened = open(elf);
  REQUIRE(opened.image);
  const auto found = load_relocations(*opened.image, rodata);
  REQUIRE(found->size() == 1);
  CHECK(found->at(0).symbol == probe);
  CHECK(found->at(0).type == 18);
  CHECK(found->at(0).addend == 8);
}

TEST_CASE("references: what the words of a table point to", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const bool has_addends = GENERATE(true, false);
  CAPTURE(abi, has_addends);
  const auto w = std::int64_t{abi.word_size};
  const std::string word = std::to_string(w);
  struct Case {
    const char* what;
    RelocatedWord row;
    std::string target;
  };
  const Case cases[] = {
      {"an object by its name", {3, board_info, w}, "board_info+" + word + " in 2"},
      {"an object before itself", {3, board_info, -w}, "board_info+-" + word + " in 2"},
      {"an object by its section", {3, in_rodata, 9 * w}, "board_info+" + word + " in 2"},
      {"an object by a label", {3, label, 2 * w}, "board_info+" + std::to_string(2 * w) + " in 2"},
      {"the table, not its symbol", {3, in_rodata, w}, "ids+" + word + " in 2"},
      {"behind the last object",
       {3, in_rodata, 14 * w},
       ".rodata+" + std::to_string(14 * w) + " in 2 unnamed"},
      {"before the section", {3, in_rodata, -8}, ".rodata+-8 in 2 unnamed"},
      {"a string", {3, in_strings, 5}, ".rodata.str1.1+5 in 3 unnamed"},
      {"a function by its section", {3, in_text, 20}, "probe+4 in 1"},
      {"code before the function", {3, in_text, 8}, ".text+8 in 1 unnamed"},
      {"another module", {3, other, 4}, "other_module+4 in 0 undefined"},
      {"a number", {3, absolute, 1}, "fixed+1 in 0"},
      {"no symbol", {3, 0, 1}, "nothing"},
      {"no relocation", {3, board_info, 0, 0}, "nothing"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.what);
    const Opened opened = open(referring_module(abi, has_addends, {one.row}));
    REQUIRE(opened.image);
    const auto references = References::load(*opened.image);
    REQUIRE(references);
    CHECK(to_text(references->at(rodata, 3 * abi.word_size)) == one.target);
    CHECK_FALSE(references->at(rodata, abi.word_size));
    CHECK_FALSE(references->at(rodata, 3 * abi.word_size + 1));
  }
}

TEST_CASE("references: who points to a table", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const bool has_addends = GENERATE(true, false);
  const std::uint64_t w = abi.word_size;
  // Not in the order of the words.
  const Opened opened = open(referring_module(
      abi, has_addends,
      {{15, in_rodata, static_cast<std::int64_t>(w)}, {13, board_info, 0}, {14, other, 0}}));
  REQUIRE(opened.image);
  const auto references = References::load(*opened.image);
  REQUIRE(references);
  const std::vector<Place> to_ids = {{rodata, 15 * w}, {data, w}};
  CHECK(references->pointing_to(rodata, 0, 8 * w) == to_ids);
  CHECK(references->pointing_to(rodata, 0, 1) == std::vector<Place>{{data, w}});
  CHECK(references->pointing_to(rodata, 0, 0).empty());
  CHECK(references->pointing_to(rodata, w, ~0ULL) ==
        std::vector<Place>{{rodata, 13 * w}, {rodata, 15 * w}});
  CHECK(references->pointing_to(0, 0, ~0ULL).empty());
  REQUIRE(references->symbol_at({data, w}) != nullptr);
  CHECK(references->symbol_at({data, w})->name == "the_driver");
  CHECK(references->symbol_at({rodata, 8 * w - 1})->name == "ids");
  CHECK(references->symbol_at({rodata, 8 * w})->name == "board_info");
  CHECK(references->symbol_at({rodata, 14 * w}) == nullptr);
  CHECK(references->symbol_at({strings_section, 0}) == nullptr);
  CHECK(references->place_of(references->symbols()[board_info]) == Place{rodata, 8 * w});
}

TEST_CASE("references: a linked image has its pointers in place", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string type = GENERATE("ET_EXEC", "ET_DYN");
  const std::uint64_t w = abi.word_size;
  const auto word = [&](std::int64_t value, std::uint64_t at) {
    return RelocatedWord{at, 0, value};
  };
  std::string yaml = header_yaml(abi, type) + "Sections:\n";
  yaml += section_yaml(".percpu", "SHT_PROGBITS", "SHF_ALLOC") + "    Size: 64\n";
  yaml += section_yaml(".data", "SHT_PROGBITS", "SHF_ALLOC") + "    Address: 0x10000000\n" +
          words_yaml(abi, 4,
                     {word(0x20000009, 0), word(8, 1), word(0x20000040, 2), word(0x10000000, 3)});
  yaml += section_yaml(".rodata", "SHT_NOBITS", "SHF_ALLOC") +
          "    Address: 0x20000000\n    Size: 64\nSymbols:\n";
  yaml += symbol_yaml("cpu", ".percpu", "OBJECT", 0, 64) +
          symbol_yaml("board_info", ".rodata", "OBJECT", 0x20000008, 8);
  const Opened opened = open(elf_of(yaml));
  REQUIRE(opened.image);
  const auto references = References::load(*opened.image);
  REQUIRE(references);
  CHECK(to_text(references->at(2, 0)) == "board_info+1 in 3");
  CHECK(to_text(references->at(2, w)) == "nothing");
  CHECK(to_text(references->at(2, 2 * w)) == "nothing");
  CHECK(to_text(references->at(2, 3 * w)) == ".data+0 in 2 unnamed");
  CHECK(to_text(references->at(2, 4 * w)) == "nothing");
  CHECK(to_text(references->at(2, ~0ULL)) == "nothing");
  CHECK(to_text(references->at(9, 0)) == "nothing");
  CHECK(references->place_of(references->symbols()[2]) == Place{3, 8});
  CHECK(references->pointing_to(3, 0, 64).empty());
  CHECK(load_relocations(*opened.image, 2)->empty());
}

}  // namespace ko2alias::test
