#include "ko2alias/image.h"

#include "elf/sdio_module.h"
#include "kit/elf_patch.h"

namespace ko2alias::test {

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
      elf_of(header_yaml(abi, type) +
             "Sections:\n  - Name: .rodata\n    Type: SHT_PROGBITS\n    Address: 0x81000000\n" +
             "    Content: '" + hex_of(std::string(8, 'x') + table) +
             "'\nSymbols:\n  - Name: __mod_device_table__kmod_test__sdio__ids\n    Type: "
             "STT_OBJECT\n    Section: .rodata\n"
             "    Value: " +
             value + "\n    Size: " + std::to_string(table.size()) + "\n"));
  CHECK(decoded.image.is_relocatable == (type == "ET_REL"));
  CHECK(decoded.patterns() == strings{sdio_alias});
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
      header_yaml(abi, "ET_REL") +
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
  const std::string plain = elf_of(
      header_yaml(abi, "ET_REL") +
      "Sections:\n  - Name: .rodata\n    Type: SHT_PROGBITS\n    Content: '" + hex_of(table) +
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

TEST_CASE("image: all symbols on demand", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const Opened opened = open(elf_of(
      header_yaml(abi, "ET_REL") +
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
      elf_of(header_yaml(abi, "ET_REL") + "Symbols:\n  - Name: " + std::string(2000, 'x') + "\n");
  const Opened opened = open(elf);
  REQUIRE(opened.image);
  CHECK(load_symbols(*opened.image)->at(1).name == std::string(512, 'x'));
  const Opened bad = open(ElfPatch(elf).set_symbol(1, SymbolField::name, 0x7fffffff).bytes());
  REQUIRE(bad.image);
  CHECK(load_symbols(*bad.image)->at(1).name == "");
}

TEST_CASE("image: a module without symbols has no tables", "[image]") {
  const Opened opened =
      open(elf_of(header_yaml(ilp32_le, "ET_REL") +
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

}  // namespace ko2alias::test
