// Files that are no images, and what is wrong in those that are.
#include <random>

#include "elf/sdio_module.h"
#include "kit/elf_patch.h"
#include "ko2alias/image.h"

namespace ko2alias::test {

TEST_CASE("image: an address before its section is a problem", "[image]") {
  const Abi abi = GENERATE(lp64_le, ilp32_be);
  const Decoded decoded = decode(elf_of(header_yaml(abi, "ET_EXEC") +
                                        "Sections:\n  - Name: .rodata\n    Type: SHT_PROGBITS\n    "
                                        "Address: 0x81000000\n    Size: 64\n"
                                        "Symbols:\n  - Name: __mod_device_table__sdio__ids\n    "
                                        "Section: .rodata\n    Type: STT_OBJECT\n"
                                        "    Value: 0x80fffff0\n    Size: 16\n"));
  CHECK(decoded.problems() ==
        strings{
            "error: __mod_device_table__sdio__ids: it reaches beyond the end of section .rodata"});
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
  CHECK(problem_of(elf) == "unknown ELF class 3: expected 1 (32-bit) or 2 (64-bit)");
  elf = sdio_module(lp64_le);
  elf[5] = 0;
  CHECK(problem_of(elf) ==
        "unknown ELF byte order 0: expected 1 (little-endian) or 2 (big-endian)");
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
    const std::string problem = problem_of(row.patched.bytes());
    CHECK(problem != "");
    // The fields of ELF are no words for a user.
    CHECK(problem.find('_') == std::string::npos);
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

TEST_CASE("image: a debug file is no module", "[image]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string elf = ElfPatch(sdio_module(abi)).set(2, SectionField::type, 8).bytes();
  CHECK(problem_of(elf) == "a debug file: it has the module's symbols but not its tables");
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
