// A module whose two tables have one symbol, as those of two source files may: each is called
// dt_match, and has a driver of its own.
//
//   first    1ed5:0001, 1ed5:0002      acme-a
//   second   1ed5:0003, 1ed5:0001      acme-b
#include <nlohmann/json.hpp>

#include "kit/entries.h"
#include "kit/kit.h"
#include "kit/match_runs.h"
#include "kit/yaml.h"

namespace ko2alias::test {
namespace {

using namespace match_runs;

const std::string symbol = "__mod_pci__dt_match_device_table";

// A symbol of an object; yaml2obj wants names that differ, and leaves ` (1)` out.
std::string object_yaml(const std::string& name, const std::string& section, std::size_t value,
                        std::size_t size) {
  return "  - { Name: '" + name + "', Section: " + section +
         ", Type: STT_OBJECT, Value: " + std::to_string(value) + ", Size: " + std::to_string(size) +
         " }\n";
}

std::string section_yaml(const std::string& name, const std::string& bytes) {
  return "  - { Name: " + name +
         ", Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ], AddressAlign: 8, Content: '" + hex_of(bytes) +
         "' }\n";
}

// The word at an offset of `.data` leads to a place in `.rodata`.
std::string relocation_yaml(std::size_t offset, std::size_t addend) {
  return "      - { Offset: " + std::to_string(offset) +
         ", Symbol: 1, Type: 1, Addend: " + std::to_string(addend) + " }\n";
}

std::string two_tables() {
  const auto id = [](std::uint32_t device, std::uint64_t data) {
    return pci(lp64_le, {.vendor = 0x1ed5, .device = device, .data = data});
  };
  const std::string first = table_of({id(1, 0x11), id(2, 0x12)});
  const std::string second = table_of({id(3, 0x23), id(1, 0x21)});
  const std::size_t end = first.size() + second.size();
  constexpr std::size_t driver_size = 64;
  return elf_of(header_yaml(lp64_le) + "Sections:\n" +
                section_yaml(".rodata", first + second + std::string("acme-a\0acme-b\0", 14)) +
                section_yaml(".data", std::string(2 * driver_size, '\0')) +
                section_yaml(".modinfo", std::string("vermagic=6.12.48 SMP \0", 22)) +
                "  - Name: .rela.data\n    Type: SHT_RELA\n    Link: .symtab\n    Info: .data\n"
                "    Relocations:\n" +
                relocation_yaml(8, end) + relocation_yaml(16, 0) +
                relocation_yaml(driver_size + 8, end + 7) +
                relocation_yaml(driver_size + 16, first.size()) +
                "Symbols:\n  - { Type: STT_SECTION, Section: .rodata }\n" +
                object_yaml("dt_match", ".rodata", 0, first.size()) +
                object_yaml("dt_match (1)", ".rodata", first.size(), second.size()) +
                object_yaml("driver_a", ".data", 0, driver_size) +
                object_yaml("driver_b", ".data", driver_size, driver_size) +
                object_yaml(symbol, ".rodata", 0, first.size()) +
                object_yaml(symbol + " (1)", ".rodata", first.size(), second.size()));
}

std::string device(const std::string& id) {
  return "pci:v00001ED5d0000000" + id + "sv00000000sd00000000bc00sc00i00";
}

}  // namespace

TEST_CASE("match: two tables of one symbol have their own entries and drivers",
          "[match][cli][drivers]") {
  const ExampleFolder folder;
  write_file("msm.ko", two_tables());
  write_file("msm.json", run_program({"emit", "-f", "json", "--source", "all", "msm.ko"}).out);
  for (const std::string kernel : {"msm.ko", "msm.json"}) {
    CAPTURE(kernel);
    const auto both = answer_of({"--in", kernel, device("1")})["modules"][0];
    CHECK(both["drivers"] == strings{"acme-a", "acme-b"});
    REQUIRE(both["aliases"].size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      const auto& alias = both["aliases"][i];
      CHECK(alias["table"] == symbol);
      CHECK(alias["table_index"] == i);
      CHECK(alias["entry"] == i);
      // An entry of the other table is none that comes first.
      CHECK(alias["chosen"] == true);
    }
    CHECK(answer_of({"--in", kernel, device("2")})["modules"][0]["drivers"] == strings{"acme-a"});
    CHECK(answer_of({"--in", kernel, device("3")})["modules"][0]["drivers"] == strings{"acme-b"});
    const std::string text = run_match({"--in", kernel, device("1")}).out;
    CHECK(contains(text, "dt_match[0] (table 1 of 2 of this name), driver_data 0x11, by v d"));
    CHECK(contains(text, "dt_match[1] (table 2 of 2 of this name), driver_data 0x21, by v d"));
    const Outcome forced = run_match({"--in", kernel, "--driver-override", "acme-b", device("1")});
    CHECK(!contains(forced.out, "0x11"));
    CHECK(contains(forced.out, "0x21"));
  }
}

}  // namespace ko2alias::test
