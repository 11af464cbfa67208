// Relocations that are wrong, lost or in the way of each other.
#include <random>

#include "elf/opened_image.h"
#include "elf/referring_module.h"
#include "kit/elf_patch.h"
#include "kit/kit.h"
#include "ko2alias/references.h"

namespace ko2alias::test {
namespace {

// The problem of loading a file's references; empty where there is none.
std::string loading_problem(const std::string& elf) {
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

TEST_CASE("references: one wrong number of a relocation section is a problem", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const bool has_addends = GENERATE(true, false);
  const std::string good = referring_module(abi, has_addends, {{1, other, 0}});
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
  REQUIRE(loading_problem(good) == "");
  for (const Fault& fault : faults) {
    CAPTURE(abi, has_addends, fault.what);
    CHECK(loading_problem(fault.elf) != "");
  }
  CHECK(loading_problem(referring_module(abi, has_addends, {{1, 100, 0}})) ==
        "a relocation names symbol 100, but there are 14");
}

TEST_CASE("references: relocations for a section that does not exist apply to none",
          "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::uint32_t info = GENERATE(0U, 1000U, 0xffffffffU);
  const std::string elf = referring_module(abi, true, {{1, other, 0}});
  const Opened opened = open(ElfPatch(elf).set(rela_data, SectionField::info, info).bytes());
  REQUIRE(opened.image);
  CHECK(load_data_relocations(*opened.image)->size() == 1);
}

TEST_CASE("references: words that are not in the file are no addends", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string good = referring_module(abi, false, {{1, other, 4}});
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
  CHECK(loading_problem(ElfPatch(good).set(rodata, SectionField::offset, 0x7fffffff).bytes())
            .starts_with("truncated"));
}

TEST_CASE("references: sections that share their bytes are not read time and again",
          "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const bool has_addends = GENERATE(true, false);
  const std::string good = referring_module(abi, has_addends, {{1, other, 0}});
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
  CHECK(loading_problem(bad.bytes()) == "the relocations are larger than the file");
}

TEST_CASE("references: every prefix of a module is a problem", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string whole = referring_module(abi, GENERATE(true, false), {{1, other, 0}});
  REQUIRE(loading_problem(whole) == "");
  strings wrong;
  for (std::size_t size = 0; size < whole.size(); ++size)
    if (loading_problem(whole.substr(0, size)) == "")
      wrong.push_back(std::to_string(size) + " bytes");
  CHECK(wrong == strings{});
}

TEST_CASE("references: a file that lost bytes behind its headers' back is a problem",
          "[references]") {
  // As if the file ended there while the section headers, moved to its start, are whole.
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string good = referring_module(abi, GENERATE(true, false), {{1, other, 0}});
  ElfPatch elf(good);
  const std::uint64_t end = good.size();
  const std::uint64_t size = elf.section(rela_data, SectionField::size);
  for (std::uint64_t missing = 1; missing <= size; missing += 7)
    CHECK(loading_problem(elf.set(rela_data, SectionField::offset, end - size + missing).bytes()) !=
          "");
}

TEST_CASE("references: random bytes in a module never crash", "[references]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const bool has_addends = GENERATE(true, false);
  const std::uint32_t seed = 20240301;
  CAPTURE(abi, has_addends, seed);
  std::mt19937 random(seed);
  const std::string good = referring_module(abi, has_addends, {{1, in_rodata, 64}, {3, other, 0}});
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
