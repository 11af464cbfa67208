#include "ko2alias/references.h"

#include <random>

#include "kit/elf_patch.h"
#include "kit/kit.h"
#include "support/text.h"

namespace ko2alias {

// For Catch's messages.
std::ostream& operator<<(std::ostream& out, const Place& place) {
  return out << place.section << "+" << place.offset;
}

}  // namespace ko2alias

namespace ko2alias::test {
namespace {

struct Opened {
  std::unique_ptr<Source> source;
  /// In a place of its own: references look into it.
  std::unique_ptr<ModuleImage> image;
};

Opened open(std::string elf) {
  Opened opened{make_memory_source("test.ko", std::move(elf)), nullptr};
  auto image = open_image(*opened.source);
  if (image) opened.image = std::make_unique<ModuleImage>(std::move(*image));
  return opened;
}

// A relocation: the word that it applies to, the symbol's index, what is added.
struct Row {
  std::uint64_t word = 0;
  int symbol = 0;
  std::int64_t addend = 0;
  int type = 1;
};

// Symbols of driver_module; section symbols first.
enum : int {
  in_rodata = 1,
  in_strings,
  in_text,
  in_bss,
  ids,
  label,
  probe,
  board_info,
  driver,
  other,
  absolute
};
// Sections of driver_module.
enum : std::uint32_t { text = 1, rodata, strings_section, bss, data, rela_data, rela_rodata };

std::string section_yaml(const std::string& name, const std::string& type,
                         const std::string& flags) {
  return "  - Name: " + name + "\n    Type: " + type + "\n    Flags: [ " + flags +
         " ]\n    AddressAlign: 8\n";
}

// As many words, with the addends in their places where relocations have none of their own.
std::string words_yaml(const Abi& abi, std::size_t count, const std::vector<Row>& rows) {
  std::vector<std::uint64_t> words(count);
  for (const Row& row : rows) words[row.word] = static_cast<std::uint64_t>(row.addend);
  std::string hex;
  for (const std::uint64_t word : words)
    for (const char c : number_bytes(word, abi.word_size, abi.order))
      append_hex(hex, static_cast<unsigned char>(c), 2);
  return "    Content: '" + hex + "'\n";
}

std::string relocations_yaml(const Abi& abi, bool has_addends, const std::string& section,
                             const std::vector<Row>& rows) {
  std::string yaml =
      "  - Name: .rel" + section + "\n    Type: " + (has_addends ? "SHT_RELA" : "SHT_REL") +
      "\n    Link: .symtab\n    Info: " + section + "\n    AddressAlign: 8\n    Relocations:\n";
  for (const Row& row : rows)
    yaml += "      - { Offset: " + std::to_string(row.word * abi.word_size) +
            ", Symbol: " + std::to_string(row.symbol) + ", Type: " + std::to_string(row.type) +
            (has_addends ? ", Addend: " + std::to_string(row.addend) : "") + " }\n";
  return yaml;
}

std::string symbol_yaml(const std::string& name, const std::string& section,
                        const std::string& type, std::uint64_t value, std::uint64_t size,
                        const std::string& more = "") {
  return "  - Name: " + name + "\n    Section: " + section + "\n    Type: STT_" + type +
         "\n    Value: " + std::to_string(value) + "\n    Size: " + std::to_string(size) + "\n" +
         more;
}

std::string header_yaml(const Abi& abi, const std::string& type, const std::string& machine) {
  return std::string("--- !ELF\nFileHeader:\n  Class: ELFCLASS") +
         (abi.word_size == 8 ? "64" : "32") + "\n  Data: ELFDATA2" +
         (abi.order == ByteOrder::big ? "MSB" : "LSB") + "\n  Type: " + type +
         "\n  Machine: " + machine + "\nSections:\n";
}

const std::vector<Row> data_rows = {
    {1, in_rodata, 0}, {2, probe, 0}, {3, other, 0}, {5, in_text, 24}};

// A driver in .data whose words point to its table, its functions and another module, and a table
// of 4 entries of 2 words in .rodata whose second ones are its driver_data.
std::string driver_module(const Abi& abi, bool has_addends, const std::vector<Row>& rows,
                          const std::string& machine = "EM_NONE") {
  const std::uint64_t w = abi.word_size;
  const std::string global = "    Binding: STB_GLOBAL\n";
  std::string yaml = header_yaml(abi, "ET_REL", machine);
  yaml += section_yaml(".text", "SHT_PROGBITS", "SHF_ALLOC, SHF_EXECINSTR") + "    Size: 64\n";
  yaml += section_yaml(".rodata", "SHT_PROGBITS", "SHF_ALLOC") + words_yaml(abi, 16, rows);
  yaml += section_yaml(".rodata.str1.1", "SHT_PROGBITS", "SHF_ALLOC, SHF_MERGE, SHF_STRINGS") +
          "    Size: 32\n";
  yaml += section_yaml(".bss", "SHT_NOBITS", "SHF_ALLOC, SHF_WRITE") + "    Size: 64\n";
  yaml +=
      section_yaml(".data", "SHT_PROGBITS", "SHF_ALLOC, SHF_WRITE") + words_yaml(abi, 8, data_rows);
  yaml += relocations_yaml(abi, has_addends, ".data", data_rows) +
          relocations_yaml(abi, has_addends, ".rodata", rows);
  yaml += "Symbols:\n";
  for (const char* section : {".rodata", ".rodata.str1.1", ".text", ".bss"})
    yaml += "  - Type: STT_SECTION\n    Section: " + std::string(section) + "\n";
  yaml += symbol_yaml("ids", ".rodata", "OBJECT", 0, 8 * w);
  yaml += symbol_yaml(".LANCHOR0", ".rodata", "NOTYPE", 8 * w, 0);
  yaml += symbol_yaml("probe", ".text", "FUNC", 16, 32);
  yaml += symbol_yaml("board_info", ".rodata", "OBJECT", 8 * w, 6 * w, global);
  yaml += symbol_yaml("the_driver", ".data", "OBJECT", 0, 8 * w, global);
  yaml += "  - Name: other_module\n" + global +
          "  - Name: fixed\n    Index: SHN_ABS\n    Value: 4096\n" + global;
  yaml += symbol_yaml("__mod_pci__ids_device_table", ".rodata", "OBJECT", 0, 8 * w, global);
  return elf_of(yaml + symbol_yaml("key", ".rodata", "OBJECT", 8 * w, 0, global));
}

std::string to_text(const std::optional<Target>& target) {
  if (!target) return "nothing";
  return std::string(target->symbol) + "+" + std::to_string(target->offset) + " in " +
         std::to_string(target->section) + (target->is_defined ? "" : " undefined") +
         (target->is_named ? "" : " unnamed");
}

std::string problem_of(const std::string& elf) {
  const Opened opened = open(elf);
  if (!opened.image) return "not an image";
  const auto references = References::load(*opened.image);
  return references ? "" : references.problem().message;
}

// Asks for everything.
void use(const ModuleImage& image) {
  for (std::uint32_t section = 0; section < image.sections.size() + 2; ++section)
    static_cast<void>(load_relocations(image, section));
  const auto references = References::load(image);
  if (!references) return;
  for (std::uint32_t section = 0; section < image.sections.size() + 2; ++section) {
    for (std::uint64_t offset = 0; offset < 128; offset += 4)
      static_cast<void>(references->at(section, offset));
    static_cast<void>(references->at(section, ~0ULL));
    static_cast<void>(references->pointing_to(section, 0, ~0ULL));
    static_cast<void>(references->pointing_to(section, ~0ULL, ~0ULL));
  }
}

}  // namespace

TEST_CASE("references: relocations as they stand in the file", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const bool has_addends = GENERATE(true, false);
  CAPTURE(abi, has_addends);
  const std::vector<Row> rows = {
      {1, in_rodata, 64, 7}, {3, other, -8}, {0, board_info, 0x7fffffff, 2}};
  const Opened opened = open(driver_module(abi, has_addends, rows));
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
  const std::string elf = driver_module(abi, true, {{1, other, 0}});
  const Opened opened = open(ElfPatch(elf).set(rela_rodata, SectionField::info, data).bytes());
  REQUIRE(opened.image);
  CHECK(load_relocations(*opened.image, rodata)->empty());
  CHECK(load_relocations(*opened.image, data)->size() == data_rows.size() + 1);
}

TEST_CASE("references: 64-bit little-endian MIPS has symbol and type the other way round",
          "[references]") {
  const std::string elf = driver_module(lp64_le, true, {{1, probe, 8, 18}}, "EM_MIPS");
  const std::string info =
      number_bytes(probe, 4, ByteOrder::little) + std::string(3, '\0') + '\x12';
  REQUIRE(elf.find(info) != std::string::npos);
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
    Row row;
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
    const Opened opened = open(driver_module(abi, has_addends, {one.row}));
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
  const Opened opened = open(driver_module(
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
  const auto word = [&](std::int64_t value, std::uint64_t at) { return Row{at, 0, value}; };
  std::string yaml = header_yaml(abi, type, "EM_NONE");
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

TEST_CASE("references: one wrong number of a relocation section is a problem", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const bool has_addends = GENERATE(true, false);
  const std::string good = driver_module(abi, has_addends, {{1, other, 0}});
  const std::uint64_t huge = abi.word_size == 8 ? ~0ULL : 0xffffffff;
  const std::uint64_t entry_size = ElfPatch(good).section(rela_data, SectionField::entsize);
  const auto with = [&](SectionField field, std::uint64_t value) {
    return ElfPatch(good).set(rela_data, field, value).bytes();
  };
  struct Fault {
    const char* what;
    std::string elf;
  };
  const Fault faults[] = {
      {"beyond the end", with(SectionField::offset, huge)},
      {"over the end", with(SectionField::offset, good.size() - 8)},
      {"of huge size", with(SectionField::size, huge)},
      {"of huge size that is a multiple", with(SectionField::size, huge / entry_size * entry_size)},
      {"of odd size", with(SectionField::size, entry_size + 1)},
      {"of odd entry size", with(SectionField::entsize, entry_size + 1)},
      {"of no entry size", with(SectionField::entsize, 0)},
      {"at an odd offset", with(SectionField::offset, 1)},
      {"with symbols in no symbol table", with(SectionField::link, data)},
      {"with symbols in a section that does not exist", with(SectionField::link, 0xffffffff)},
      {"without a symbol table", with(SectionField::link, 0)},
      {"of another kind", with(SectionField::type, has_addends ? 9 : 4)},
  };
  REQUIRE(problem_of(good) == "");
  for (const Fault& fault : faults) {
    CAPTURE(abi, has_addends, fault.what);
    CHECK(problem_of(fault.elf) != "");
  }
  CHECK(problem_of(driver_module(abi, has_addends, {{1, 100, 0}})) ==
        "a relocation has symbol 100 of 14");
}

TEST_CASE("references: relocations for a section that does not exist apply to none",
          "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::uint32_t info = GENERATE(0U, 1000U, 0xffffffffU);
  const std::string elf = driver_module(abi, true, {{1, other, 0}});
  const Opened opened = open(ElfPatch(elf).set(rela_data, SectionField::info, info).bytes());
  REQUIRE(opened.image);
  CHECK(load_data_relocations(*opened.image)->size() == 1);
}

TEST_CASE("references: words that are not in the file are no addends", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string good = driver_module(abi, false, {{1, other, 4}});
  struct Fault {
    const char* what;
    std::string elf;
    std::uint32_t section;
  };
  const Fault faults[] = {
      {"without bytes", ElfPatch(good).set(rela_rodata, SectionField::info, bss).bytes(), bss},
      {"too short", ElfPatch(good).set(rodata, SectionField::size, 2 * abi.word_size - 1).bytes(),
       rodata},
      {"empty", ElfPatch(good).set(rodata, SectionField::size, 0).bytes(), rodata},
  };
  for (const Fault& fault : faults) {
    CAPTURE(abi, fault.what);
    const Opened opened = open(fault.elf);
    REQUIRE(opened.image);
    const auto found = load_relocations(*opened.image, fault.section);
    REQUIRE(found);
    REQUIRE(found->size() == 1);
    CHECK(found->at(0).addend == 0);
  }
  CHECK(problem_of(ElfPatch(good).set(rodata, SectionField::offset, 0x7fffffff).bytes())
            .starts_with("truncated"));
}

TEST_CASE("references: sections that share their bytes are not read time and again",
          "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const bool has_addends = GENERATE(true, false);
  const std::string good = driver_module(abi, has_addends, {{1, other, 0}});
  const std::uint64_t entry_size = ElfPatch(good).section(rela_data, SectionField::entsize);
  const std::uint64_t most = good.size() / entry_size * entry_size;
  ElfPatch bad(good);
  for (const std::uint32_t section : {data, rela_data, rela_rodata})
    bad.set(section, SectionField::type, has_addends ? 4 : 9)
        .set(section, SectionField::info, rodata)
        .set(section, SectionField::link, ElfPatch(good).section(rela_data, SectionField::link))
        .set(section, SectionField::entsize, entry_size)
        .set(section, SectionField::offset, 0)
        .set(section, SectionField::size, most);
  CHECK(problem_of(bad.bytes()) == "the relocations are larger than the file");
}

TEST_CASE("references: every prefix of a module is a problem", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string whole = driver_module(abi, GENERATE(true, false), {{1, other, 0}});
  REQUIRE(problem_of(whole) == "");
  strings wrong;
  for (std::size_t size = 0; size < whole.size(); ++size)
    if (problem_of(whole.substr(0, size)) == "") wrong.push_back(std::to_string(size) + " bytes");
  CHECK(wrong == strings{});
}

TEST_CASE("references: a file that lost bytes behind its headers' back is a problem",
          "[references]") {
  // As if the file ended there while the section headers, moved to its start, are whole.
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string good = driver_module(abi, GENERATE(true, false), {{1, other, 0}});
  ElfPatch elf(good);
  const std::uint64_t end = good.size();
  const std::uint64_t size = elf.section(rela_data, SectionField::size);
  for (std::uint64_t missing = 1; missing <= size; missing += 7)
    CHECK(problem_of(elf.set(rela_data, SectionField::offset, end - size + missing).bytes()) != "");
}

TEST_CASE("references: random bytes in a module never crash", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const bool has_addends = GENERATE(true, false);
  const std::uint32_t seed = 20240301;
  CAPTURE(abi, has_addends, seed);
  std::mt19937 random(seed);
  const std::string good = driver_module(abi, has_addends, {{1, in_rodata, 64}, {3, other, 0}});
  constexpr unsigned char interesting[] = {0, 1, 2, 8, 0x7f, 0x80, 0xfe, 0xff};
  int readable = 0;
  for (int round = 0; round < 1000; ++round) {
    std::string bad = good;
    for (unsigned faults = 1 + random() % 4; faults != 0; --faults)
      bad[random() % bad.size()] = static_cast<char>(interesting[random() % sizeof interesting]);
    const Opened opened = open(std::move(bad));
    if (!opened.image) continue;
    use(*opened.image);
    ++readable;
  }
  CHECK(readable > 250);
}

}  // namespace ko2alias::test
