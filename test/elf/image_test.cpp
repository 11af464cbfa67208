#include "ko2alias/image.h"

#include <random>

#include "kit/elf_patch.h"
#include "kit/kit.h"
#include "support/text.h"

namespace ko2alias::test {
namespace {

struct Opened {
  std::unique_ptr<Source> source;
  Result<ModuleImage> image;
};

Opened open(std::string bytes) {
  auto source = make_memory_source("test.ko", std::move(bytes));
  auto image = open_image(*source);
  return {std::move(source), std::move(image)};
}

// The problem of opening a file; empty where there is none.
std::string problem_of(std::string bytes) {
  const Opened opened = open(std::move(bytes));
  return opened.image ? "" : opened.image.problem().message;
}

std::vector<EntryBytes> sdio_entries(const Abi& abi) {
  return {entry(abi).u8(7).u16(0x2d0).u16(0x4329).word(1)};
}

const std::string sdio_alias = "sdio:c07v02D0d4329*";

TestTable sdio_table(const Abi& abi, std::string_view name = "ids") {
  return {.symbol = symbol_of(Spelling::type_table, "sdio", name),
          .bytes = table_of(sdio_entries(abi))};
}

// Sections: 1 .rodata.0, 2 .modinfo, then the symbol table and the string tables.
std::string sdio_module(const Abi& abi) {
  return module_of(abi, {sdio_table(abi)}, {"vermagic=6.1.141", "name=test"});
}

std::string yaml_header(const Abi& abi, std::string_view type) {
  return "--- !ELF\nFileHeader:\n  Class: ELFCLASS" +
         std::string(abi.word_size == 8 ? "64" : "32") + "\n  Data: ELFDATA2" +
         (abi.order == ByteOrder::big ? "MSB" : "LSB") + "\n  Type: " + std::string(type) + "\n";
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) append_hex(out, static_cast<unsigned char>(c), 2);
  return out;
}

}  // namespace

TEST_CASE("image: class, order and machine of each kind", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, i386, m68k);
  CAPTURE(abi);
  const Opened opened = open(sdio_module(abi));
  REQUIRE(opened.image);
  const ModuleImage& image = *opened.image;
  CHECK(image.abi.word_size == abi.word_size);
  CHECK(image.abi.order == abi.order);
  CHECK(std::min(image.abi.alignment_cap, image.abi.word_size) ==
        std::min(abi.alignment_cap, abi.word_size));
  CHECK(image.is_relocatable);
  REQUIRE(image.mod_symbols.size() == 1);
  const Symbol& symbol = image.mod_symbols[0];
  CHECK(symbol.name == "__mod_sdio__ids_device_table");
  CHECK(symbol.size == table_of(sdio_entries(abi)).size());
  CHECK(symbol.is_object);
  CHECK_FALSE(symbol.is_local);
  CHECK(image.sections[symbol.section].name == ".rodata.0");
  CHECK(*load_object(image, symbol) == table_of(sdio_entries(abi)));
  CHECK(decode(sdio_module(abi)).patterns() == strings{sdio_alias});
}

TEST_CASE("image: values are offsets in relocatable files and addresses elsewhere", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string type = GENERATE("ET_REL", "ET_EXEC", "ET_DYN");
  CAPTURE(abi, type);
  const std::string table = table_of(sdio_entries(abi));
  const std::string value = type == "ET_REL" ? "8" : "0x81000008";
  const Decoded decoded = decode(
      elf_of(yaml_header(abi, type) +
             "Sections:\n  - Name: .rodata\n    Type: SHT_PROGBITS\n    Address: 0x81000000\n" +
             "    Content: '" + hex(std::string(8, 'x') + table) +
             "'\nSymbols:\n  - Name: __mod_device_table__kmod_test__sdio__ids\n    Type: "
             "STT_OBJECT\n    Section: .rodata\n"
             "    Value: " +
             value + "\n    Size: " + std::to_string(table.size()) + "\n"));
  CHECK(decoded.image.is_relocatable == (type == "ET_REL"));
  CHECK(decoded.patterns() == strings{sdio_alias});
}

TEST_CASE("image: an address before its section is a problem", "[image]") {
  const Abi abi = GENERATE(lp64_le, ilp32_be);
  const Decoded decoded = decode(elf_of(yaml_header(abi, "ET_EXEC") +
                                        "Sections:\n  - Name: .rodata\n    Type: SHT_PROGBITS\n    "
                                        "Address: 0x81000000\n    Size: 64\n"
                                        "Symbols:\n  - Name: __mod_device_table__sdio__ids\n    "
                                        "Section: .rodata\n    Type: STT_OBJECT\n"
                                        "    Value: 0x80fffff0\n    Size: 16\n"));
  CHECK(decoded.problems() ==
        strings{
            "error: __mod_device_table__sdio__ids: it reaches beyond the end of section .rodata"});
}

TEST_CASE("image: local and global tables in symbol-table order, undefined symbols not",
          "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string symbols =
      "  - Name: __mod_sdio__a_device_table\n    Section: .rodata\n    Type: STT_OBJECT\n"
      "  - Name: __mod_lruvec_page_state\n    Section: .rodata\n    Type: STT_FUNC\n"
      "  - Name: init_module\n    Section: .rodata\n    Type: STT_FUNC\n"
      "  - Name: __mod_sdio__abs_device_table\n    Index: SHN_ABS\n    Type: STT_OBJECT\n    "
      "Binding: STB_GLOBAL\n"
      "  - Name: __mod_sdio__common_device_table\n    Index: SHN_COMMON\n    Type: STT_OBJECT\n    "
      "Binding: "
      "STB_GLOBAL\n"
      "  - Name: __mod_sdio__b_device_table\n    Section: .rodata\n    Type: STT_OBJECT\n    "
      "Binding: STB_GLOBAL\n"
      "  - Name: __mod_sdio__c_device_table\n    Type: STT_OBJECT\n    Binding: STB_GLOBAL\n"
      "  - Name: __mod_sdio__d_device_table\n    Section: .rodata\n    Type: STT_OBJECT\n    "
      "Binding: STB_WEAK\n";
  const Opened opened = open(elf_of(
      yaml_header(abi, "ET_REL") +
      "Sections:\n  - Name: .rodata\n    Type: SHT_PROGBITS\n    Size: 64\nSymbols:\n" + symbols));
  REQUIRE(opened.image);
  strings names;
  for (const Symbol& symbol : opened.image->mod_symbols)
    names.push_back(std::string(symbol.name) + (symbol.is_local ? " local" : "") +
                    (symbol.is_object ? "" : " other"));
  CHECK(names == strings{"__mod_sdio__a_device_table local", "__mod_lruvec_page_state local other",
                         "__mod_sdio__b_device_table", "__mod_sdio__d_device_table"});
}

TEST_CASE("image: section numbers beyond 16 bits, in few sections", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CAPTURE(abi);
  // As a file with 65,280 sections does it: their number in the first header's size, the index of
  // their names in its link, and the symbol's section in a table of its own.
  const std::string table = table_of(sdio_entries(abi));
  const std::string plain =
      elf_of(yaml_header(abi, "ET_REL") +
             "Sections:\n  - Name: .rodata\n    Type: SHT_PROGBITS\n    Content: '" + hex(table) +
             "'\n  - Name: .symtab_shndx\n    Type: SHT_SYMTAB_SHNDX\n    Link: .symtab\n    "
             "Entries: [ 0, 1 ]\n"
             "Symbols:\n  - Name: __mod_sdio__ids_device_table\n    Index: SHN_XINDEX\n    Type: "
             "STT_OBJECT\n    Size: " +
             std::to_string(table.size()) + "\n");
  const std::uint64_t sections = ElfPatch(plain).header(HeaderField::shnum);
  const std::uint64_t names_at = ElfPatch(plain).header(HeaderField::shstrndx);
  const std::string extended = ElfPatch(plain)
                                   .set(HeaderField::shnum, 0)
                                   .set(HeaderField::shstrndx, 0xffff)
                                   .set(0, SectionField::size, sections)
                                   .set(0, SectionField::link, names_at)
                                   .bytes();
  CHECK(decode(plain).patterns() == strings{sdio_alias});
  CHECK(decode(extended).patterns() == strings{sdio_alias});
  CHECK(decode(extended).image.sections.size() == sections);
  const Opened opened = open(extended);
  const auto symbols = load_symbols(*opened.image);
  REQUIRE(symbols);
  REQUIRE(symbols->size() == 2);
  CHECK(symbols->at(1).section == 1);

  CHECK(problem_of(ElfPatch(extended).set(0, SectionField::link, sections).bytes()) ==
        "the section names are missing");
  CHECK(problem_of(ElfPatch(extended).set(0, SectionField::size, sections + 1).bytes())
            .starts_with("truncated"));
  CHECK(problem_of(ElfPatch(extended).set(0, SectionField::size, ~0ULL).bytes()) != "");
  CHECK(problem_of(ElfPatch(extended).set(2, SectionField::size, 4).bytes()) != "");
}

TEST_CASE("image: a file of 65,300 sections", "[image]") {
  const Abi abi = GENERATE(lp64_le, ilp32_be);
  const Decoded decoded = decode(many_sections_module(abi, 65300, "__mod_sdio__ids_device_table",
                                                      table_of(sdio_entries(abi))));
  CHECK(decoded.image.sections.size() == 65300);
  REQUIRE(decoded.image.mod_symbols.size() == 1);
  CHECK(decoded.image.mod_symbols[0].section == 65299);
  CHECK(decoded.patterns() == strings{sdio_alias});
}

TEST_CASE("image: a table without bytes in the file is zero", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  // modpost tests a bit that other types have too.
  const std::string type = GENERATE("SHT_NOBITS", "SHT_INIT_ARRAY", "SHT_FINI_ARRAY");
  TestTable table = sdio_table(abi);
  table.section_type = type;
  const Decoded decoded = decode(module_of(abi, {table}, {"vermagic=6.1.141"}));
  CHECK(decoded.patterns() == strings{"sdio:c00v0000d0000*"});
  CHECK(decoded.problems().empty());
}

TEST_CASE("image: a NOBITS table of 2^60 bytes is no table", "[image]") {
  TestTable table = sdio_table(lp64_le);
  table.section_type = "SHT_NOBITS";
  const std::string elf = ElfPatch(module_of(lp64_le, {table}, {"vermagic=6.1.141"}))
                              .set(1, SectionField::size, 1ULL << 60)
                              .set_symbol(1, SymbolField::size, 1ULL << 60)
                              .bytes();
  CHECK(decode(elf).problems() ==
        strings{"error: __mod_sdio__ids_device_table: its size is out of all proportion"});
}

TEST_CASE("image: what is no ELF file", "[image]") {
  CHECK(problem_of("") == "the file is empty");
  CHECK(problem_of("\x7f"
                   "ELF") == "too short for an ELF file");
  CHECK(problem_of(std::string(4096, '\0')) == "not an ELF file");
  CHECK(problem_of("!<arch>\n" + std::string(100, ' ')) == "not an ELF file");
  CHECK(problem_of(std::string("\xfd"
                               "7zXZ\0",
                               6) +
                   std::string(100, 'x')) == "not an ELF file");
  std::string elf = sdio_module(lp64_le);
  elf[4] = 3;
  CHECK(problem_of(elf) == "unknown ELF class");
  elf = sdio_module(lp64_le);
  elf[5] = 0;
  CHECK(problem_of(elf) == "unknown ELF byte order");
}

TEST_CASE("image: every prefix of a module is a problem", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string whole = sdio_module(abi);
  REQUIRE(problem_of(whole) == "");
  strings wrong;
  for (std::size_t size = 0; size < whole.size(); ++size)
    if (problem_of(whole.substr(0, size)) == "") wrong.push_back(std::to_string(size) + " bytes");
  CHECK(wrong == strings{});
}

TEST_CASE("image: a file that ends in zeros from any place on never crashes", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string whole = sdio_module(abi);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Opened opened = open(whole.substr(0, size) + std::string(whole.size() - size, '\0'));
    if (opened.image) decode_module(*opened.image, {});
  }
  SUCCEED();
}

TEST_CASE("image: one wrong number in a header is a problem", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string good = sdio_module(abi);
  const ElfPatch elf(good);
  const std::uint64_t sections = elf.header(HeaderField::shnum);
  const std::size_t symtab = elf.find_section_of_type(2);
  const std::size_t strtab = elf.section(symtab, SectionField::link);
  const std::size_t names = elf.header(HeaderField::shstrndx);
  const std::uint64_t huge = abi.word_size == 8 ? ~0ULL : 0xffffffff;
  struct Row {
    const char* fault;
    ElfPatch patched;
  };
  const auto with = [&] { return ElfPatch(good); };
  const Row rows[] = {
      {"section headers far beyond the end", with().set(HeaderField::shoff, huge)},
      {"section headers over the end", with().set(HeaderField::shoff, good.size() - 8)},
      {"section headers at the end", with().set(HeaderField::shoff, good.size())},
      {"no section headers", with().set(HeaderField::shoff, 0)},
      {"section headers of no size", with().set(HeaderField::shentsize, 0)},
      {"section headers of odd size", with().set(HeaderField::shentsize, 41)},
      {"no number of sections", with().set(HeaderField::shnum, 0)},
      {"too many sections", with().set(HeaderField::shnum, 0xfeff)},
      {"names in a section that does not exist", with().set(HeaderField::shstrndx, sections)},
      {"names in a reserved section", with().set(HeaderField::shstrndx, 0xff00)},
      {"names in a section of another type", with().set(HeaderField::shstrndx, 1)},
      {"names beyond the end", with().set(names, SectionField::offset, huge)},
      {"names of huge size", with().set(names, SectionField::size, huge)},
      {"names of no size", with().set(names, SectionField::size, 0)},
      {"a name beyond the names", with().set(1, SectionField::name, 0xfffffff0)},
      {"symbols beyond the end", with().set(symtab, SectionField::offset, huge)},
      {"symbols of huge size", with().set(symtab, SectionField::size, huge)},
      {"symbols of odd size", with().set(symtab, SectionField::size, 25)},
      {"symbols of odd entry size", with().set(symtab, SectionField::entsize, 1)},
      {"symbols of no entry size", with().set(symtab, SectionField::entsize, 0)},
      {"symbol names in a section that does not exist",
       with().set(symtab, SectionField::link, sections)},
      {"symbol names in section 2^32 - 1", with().set(symtab, SectionField::link, 0xffffffff)},
      {"symbol names in a section of another type", with().set(symtab, SectionField::link, 1)},
      {"symbol names beyond the end", with().set(strtab, SectionField::offset, huge)},
      {"symbol names of huge size", with().set(strtab, SectionField::size, huge)},
      {"symbol names without a NUL at their end",
       with().set(strtab, SectionField::size, elf.section(strtab, SectionField::size) - 1)},
      {"symbol names of no size", with().set(strtab, SectionField::size, 0)},
  };
  for (const Row& row : rows) {
    CAPTURE(abi, row.fault);
    CHECK(problem_of(row.patched.bytes()) != "");
  }
}

TEST_CASE("image: one wrong number of a table is that table's problem alone", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string good = module_of(abi, {sdio_table(abi, "bad"), sdio_table(abi, "good")},
                                     {"vermagic=6.1.141", "name=test"});
  const std::uint64_t huge = abi.word_size == 8 ? ~0ULL : 0xffffffff;
  const std::uint64_t size = table_of(sdio_entries(abi)).size();
  const std::string in_section = "it reaches beyond the end of section .rodata.0";
  const std::string in_file = "section .rodata.0 reaches beyond the end of the file";
  struct Row {
    const char* fault;
    ElfPatch patched;
    std::string message;
  };
  const auto with = [&] { return ElfPatch(good); };
  const Row rows[] = {
      {"a table longer than its section", with().set_symbol(1, SymbolField::size, size + 1),
       in_section},
      {"a table of huge size", with().set_symbol(1, SymbolField::size, huge), in_section},
      {"a table that starts late", with().set_symbol(1, SymbolField::value, 1), in_section},
      {"a table behind its section", with().set_symbol(1, SymbolField::value, size + 1),
       in_section},
      {"a table at a huge offset", with().set_symbol(1, SymbolField::value, huge), in_section},
      {"a section that does not exist", with().set_symbol(1, SymbolField::shndx, 0xfe00),
       "its section does not exist"},
      {"a section beyond the end", with().set(1, SectionField::offset, huge), in_file},
      {"a section over the end", with().set(1, SectionField::offset, good.size() - size + 1),
       in_file},
      {"a section of huge size", with().set(1, SectionField::size, huge), in_file},
      {"no section number where extended ones are missing",
       with().set_symbol(1, SymbolField::shndx, 0xffff), ""},
  };
  for (const Row& row : rows) {
    CAPTURE(abi, row.fault);
    const Opened opened = open(row.patched.bytes());
    // LLVM gives up where a section number is in a table that does not exist.
    if (row.message.empty()) {
      CHECK_FALSE(opened.image);
      continue;
    }
    REQUIRE(opened.image);
    const DecodedModule module = decode_module(*opened.image, {});
    REQUIRE(module.problems.kept().size() == 1);
    CHECK(module.problems.kept()[0] == Problem{Severity::error, "__mod_sdio__bad_device_table",
                                               row.message, ProblemKind::unreadable_table});
    REQUIRE(module.aliases.size() == 1);
    CHECK(module.aliases[0].pattern == sdio_alias);
  }
}

TEST_CASE("image: a symbol whose name lies beyond the names is passed over", "[image]") {
  const std::string elf =
      ElfPatch(sdio_module(lp64_be)).set_symbol(1, SymbolField::name, 0x7fffffff).bytes();
  const Opened opened = open(elf);
  REQUIRE(opened.image);
  CHECK(opened.image->mod_symbols.empty());
}

TEST_CASE("image: all symbols on demand", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const Opened opened = open(elf_of(
      yaml_header(abi, "ET_REL") +
      "Sections:\n  - Name: .text\n    Type: SHT_PROGBITS\n    Size: 64\n"
      "  - Name: .rodata\n    Type: SHT_PROGBITS\n    Size: 64\nSymbols:\n"
      "  - Type: STT_SECTION\n    Section: .rodata\n"
      "  - Name: ids\n    Section: .rodata\n    Type: STT_OBJECT\n    Value: 8\n    Size: 32\n"
      "  - Name: .LC0\n    Section: .rodata\n"
      "  - Name: init_module\n    Section: .text\n    Type: STT_FUNC\n    Binding: STB_GLOBAL\n"
      "  - Name: usb_register_driver\n    Binding: STB_GLOBAL\n"
      "  - Name: __crc_x\n    Index: SHN_ABS\n    Binding: STB_GLOBAL\n    Value: 0x1234\n"));
  REQUIRE(opened.image);
  const auto symbols = load_symbols(*opened.image);
  REQUIRE(symbols);
  strings found;
  for (const Symbol& symbol : *symbols)
    found.push_back(std::string(symbol.name) + "@" + std::to_string(symbol.section) + "+" +
                    std::to_string(symbol.value) + "/" + std::to_string(symbol.size) +
                    (symbol.is_object ? " object" : "") + (symbol.is_function ? " function" : "") +
                    (symbol.is_section ? " section" : "") + (symbol.is_local ? " local" : "") +
                    (symbol.is_undefined ? " undefined" : ""));
  CHECK(found == strings{"@0+0/0 local undefined", ".rodata@2+0/0 section local",
                         "ids@2+8/32 object local", ".LC0@2+0/0 local",
                         "init_module@1+0/0 function", "usb_register_driver@0+0/0 undefined",
                         "__crc_x@0+4660/0"});
}

TEST_CASE("image: names of symbols end where the kernel's do", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string elf =
      elf_of(yaml_header(abi, "ET_REL") + "Symbols:\n  - Name: " + std::string(2000, 'x') + "\n");
  const Opened opened = open(elf);
  REQUIRE(opened.image);
  CHECK(load_symbols(*opened.image)->at(1).name == std::string(512, 'x'));
  const Opened bad = open(ElfPatch(elf).set_symbol(1, SymbolField::name, 0x7fffffff).bytes());
  REQUIRE(bad.image);
  CHECK(load_symbols(*bad.image)->at(1).name == "");
}

TEST_CASE("image: a module without symbols has no tables", "[image]") {
  const Opened opened =
      open(elf_of(yaml_header(ilp32_le, "ET_REL") +
                  "Sections:\n  - Name: .rodata\n    Type: SHT_PROGBITS\n    Size: 64\n"));
  REQUIRE(opened.image);
  CHECK(opened.image->mod_symbols.empty());
  CHECK(load_symbols(*opened.image)->empty());
}

TEST_CASE("image: local objects are there until a module is stripped", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  TestTable table = sdio_table(abi);
  CHECK_FALSE(open(module_of(abi, {table})).image->has_local_objects);
  table.is_local = true;
  CHECK(open(module_of(abi, {table})).image->has_local_objects);
  table.is_object = false;
  CHECK_FALSE(open(module_of(abi, {table})).image->has_local_objects);
  CHECK_FALSE(open(module_of(abi, {})).image->has_local_objects);
}

TEST_CASE("image: a debug file is no module", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string elf = ElfPatch(sdio_module(abi)).set(2, SectionField::type, 8).bytes();
  CHECK(problem_of(elf) == "a debug file: it has the module's symbols but not its tables");
}

TEST_CASE("image: a section's bytes by its name", "[image]") {
  const Opened opened = open(sdio_module(ilp32_be));
  REQUIRE(opened.image);
  CHECK(*load_section(*opened.image, ".modinfo") ==
        std::string_view("vermagic=6.1.141\0name=test\0", 27));
  CHECK(load_section(*opened.image, ".no_such_section")->empty());
  const Opened bad =
      open(ElfPatch(sdio_module(ilp32_be)).set(2, SectionField::size, 0xffffffff).bytes());
  REQUIRE(bad.image);
  CHECK_FALSE(load_section(*bad.image, ".modinfo"));
}

TEST_CASE("image: random bytes in a module never crash", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::uint32_t seed = 20240229;
  CAPTURE(abi, seed);
  std::mt19937 random(seed);
  const std::string good = module_of(abi, {sdio_table(abi, "a"), sdio_table(abi, "b")},
                                     {"vermagic=6.1.141", "name=test"});
  constexpr unsigned char interesting[] = {0, 1, 2, 8, 0x7f, 0x80, 0xfe, 0xff};
  int readable = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string bad = good;
    for (unsigned faults = 1 + random() % 4; faults != 0; --faults)
      bad[random() % bad.size()] = static_cast<char>(interesting[random() % sizeof interesting]);
    const Opened opened = open(std::move(bad));
    if (!opened.image) continue;
    decode_module(*opened.image, {});
    ++readable;
  }
  // Most faults hit what is not looked at: names, padding, flags.
  CHECK(readable > 500);
}

}  // namespace ko2alias::test
