// Other bytes for one section: where they stand, what stays, and which files are refused.
#include "elf/section_edit.h"

#include <elf.h>

#include "elf/sdio_module.h"
#include "kit/driver_module.h"
#include "kit/elf_patch.h"

namespace ko2alias::test {
namespace {

constexpr std::size_t modinfo_index = 2;

std::string with_modinfo(const std::string& elf, const std::string& bytes) {
  const Opened opened = open(elf);
  REQUIRE(opened.image);
  const auto edited = with_section(*opened.image, ".modinfo", bytes);
  REQUIRE(edited);
  return *edited;
}

std::string problem_of_edit(const std::string& elf) {
  const Opened opened = open(elf);
  if (!opened.image) return opened.image.problem().message;
  const auto edited = with_section(*opened.image, ".modinfo", "name=other\0");
  return edited ? "" : edited.problem().message;
}

// Why a file is not the other one with other bytes in .modinfo; empty where it is.
std::string difference(const std::string& before, const std::string& after) {
  const Opened old_file = open(before);
  const Opened new_file = open(after);
  REQUIRE(old_file.image);
  if (!new_file.image) return new_file.image.problem().message;
  const auto problem = differs_beside(*old_file.image, *new_file.image, ".modinfo");
  return problem ? problem->message : "";
}

std::string modinfo_of(const std::string& elf) {
  const Opened opened = open(elf);
  REQUIRE(opened.image);
  return std::string(*load_section(*opened.image, ".modinfo"));
}

}  // namespace

TEST_CASE("section edit: what fits is written in place", "[elf][embed]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string elf = sdio_module(abi);
  const std::string old_text = modinfo_of(elf);
  for (const std::string& text : {std::string("name=x\0", 7), std::string(), old_text}) {
    const std::string edited = with_modinfo(elf, text);
    REQUIRE(edited.size() == elf.size());
    CHECK(modinfo_of(edited) == text + std::string(old_text.size() - text.size(), '\0'));
    CHECK(difference(elf, edited).empty());
    CHECK((edited == elf) == (text == old_text));
  }
}

TEST_CASE("section edit: what is longer goes to the end, and grows there", "[elf][embed]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string elf = sdio_module(abi) + "x";
  const std::string longer = modinfo_of(elf) + std::string("alias=sdio:c*\0", 14);
  const std::string once = with_modinfo(elf, longer);
  const ElfPatch headers(once);
  const std::uint64_t place = headers.section(modinfo_index, SectionField::offset);
  CHECK(place % 8 == 0);
  CHECK(place >= elf.size());
  CHECK(place < elf.size() + 8);
  CHECK(once.size() == place + longer.size());
  CHECK(modinfo_of(once) == longer);
  CHECK(once.find("vermagic") == place);
  CHECK(difference(elf, once).empty());
  const std::string twice = with_modinfo(once, longer + longer);
  CHECK(twice.size() == place + 2 * longer.size());
  CHECK(modinfo_of(twice) == longer + longer);
  CHECK(difference(once, twice).empty());
  CHECK(difference(elf, twice).empty());
  // What was longer once is padded.
  CHECK(modinfo_of(with_modinfo(twice, longer)).size() == 2 * longer.size());
}

TEST_CASE("section edit: a change of any other byte is found", "[elf][embed]") {
  const Abi abi = GENERATE(lp64_le, ilp32_be);
  const bool grows = GENERATE(false, true);
  const std::string elf = sdio_module(abi);
  const std::string edited =
      with_modinfo(elf, grows ? modinfo_of(elf) + std::string(40, 'a') : "name=x");
  const ElfPatch headers(edited);
  const std::uint64_t begin = headers.section(modinfo_index, SectionField::offset);
  const std::uint64_t end = begin + headers.section(modinfo_index, SectionField::size);
  std::size_t unseen = 0;
  for (std::size_t i = 0; i < edited.size(); ++i) {
    if (i >= begin && i < end) continue;
    std::string changed = edited;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    // The section's size may differ, and its bytes with it.
    if (difference(elf, changed).empty() && modinfo_of(changed) == modinfo_of(edited)) ++unseen;
  }
  CHECK(unseen == 0);
  CHECK_FALSE(difference(elf, edited + "x").empty());
  CHECK_FALSE(difference(elf, edited.substr(0, edited.size() - 1)).empty());
  CHECK_FALSE(difference(edited + "1234567", elf).empty());
}

TEST_CASE("section edit: refused are files in which other bytes would change", "[elf][embed]") {
  const Abi abi = GENERATE(lp64_le, ilp32_be);
  const std::string elf = sdio_module(abi);
  const ElfPatch good(elf);
  const auto patched = [&](SectionField field, std::uint64_t value) {
    return ElfPatch(elf).set(modinfo_index, field, value).bytes();
  };
  CHECK(problem_of_edit(elf).empty());
  CHECK(problem_of_edit(patched(SectionField::name, 0)) == "it has no section .modinfo");
  CHECK(
      problem_of_edit(
          ElfPatch(elf).set(1, SectionField::name, good.section(2, SectionField::name)).bytes()) ==
      "it has two sections .modinfo, of which kernels refuse one");
  for (const std::uint64_t place :
       {std::uint64_t{0}, good.section(1, SectionField::offset), good.header(HeaderField::shoff)})
    CHECK(problem_of_edit(patched(SectionField::offset, place)) ==
          "section .modinfo shares bytes with another");
  CHECK(contains(problem_of_edit(patched(SectionField::offset, elf.size())), "the end"));
  CHECK(contains(problem_of_edit(patched(SectionField::size, UINT32_MAX)), "the end"));
  CHECK(problem_of_edit(patched(SectionField::flags, SHF_COMPRESSED)) ==
        "section .modinfo is compressed");
  CHECK(contains(problem_of_edit(patched(SectionField::type, SHT_NOBITS)), "debug"));
}

TEST_CASE("section edit: relocations into the section are refused", "[elf][embed]") {
  const std::string ids = table_of(sdio_entries(lp64_le));
  const std::string elf = elf_of(DriverModule{.ids = ids, .modinfo = {"license=GPL", "name=acme"}});
  CHECK(problem_of_edit(elf).empty());
  ElfPatch patch(elf);
  std::size_t modinfo = 0;
  const Opened opened = open(elf);
  for (std::size_t i = 0; i < opened.image->sections.size(); ++i)
    if (opened.image->sections[i].name == ".modinfo") modinfo = i;
  REQUIRE(modinfo != 0);
  patch.set(patch.find_section_of_type(SHT_RELA), SectionField::info, modinfo);
  CHECK(problem_of_edit(patch.bytes()) == "relocations write into section .modinfo");
}

}  // namespace ko2alias::test
