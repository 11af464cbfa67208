// Small files made to cost much: memory and time stay in proportion to the file.
#include <chrono>
#include <numeric>

#include "kit/elf_patch.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr std::size_t megabytes(std::size_t count) { return count << 20; }

std::size_t total_size(const Decoded& decoded) {
  return std::accumulate(
      decoded.module.aliases.begin(), decoded.module.aliases.end(), std::size_t{0},
      [](std::size_t sum, const Alias& alias) { return sum + alias.pattern.size(); });
}

}  // namespace

TEST_CASE("hostile: texts that run on to the end of a table do not fill the memory", "[hostile]") {
  // 2,000 entries without a zero byte: each alias would hold the rest of the table, 48 MB in all.
  const std::vector<EntryBytes> entries(
      2000, entry(ilp32_le).chars("aaaaaaaaaaaaaaaaaaaa", 20).word(0x61616161));
  const Decoded decoded = decode_table("i2c", "6.1", entries);
  CHECK(total_size(decoded) < megabytes(4));
  CHECK_FALSE(decoded.problems().empty());
}

TEST_CASE("hostile: many symbols for one large table do not fill the memory", "[hostile]") {
  // 40 times a megabyte of zeros, of which the file holds none.
  std::vector<TestTable> tables;
  for (int i = 0; i < 40; ++i)
    tables.push_back({.symbol = symbol_of(Spelling::type_table, "i2c", "ids" + std::to_string(i)),
                      .bytes = std::string(megabytes(1), '\0'),
                      .section_type = "SHT_NOBITS"});
  const std::string elf = module_of(lp64_le, tables);
  REQUIRE(elf.size() < 100000);
  const Decoded decoded = decode(elf, as_kernel("6.1"));
  CHECK(decoded.module.aliases.size() < 1000000);
  CHECK_FALSE(decoded.problems().empty());
}

TEST_CASE("hostile: many symbols of one long name do not fill the memory", "[hostile]") {
  // All point to the same quarter of a megabyte in the string table.
  std::vector<TestTable> tables;
  for (int i = 0; i < 200; ++i) {
    const std::string name = i == 0 ? std::string(megabytes(1) / 4, 'a') : std::to_string(i);
    tables.push_back(
        {.symbol = symbol_of(Spelling::type_table, "quux", name), .bytes = "12345678"});
  }
  ElfPatch elf(module_of(lp64_le, tables));
  const std::uint64_t long_name = elf.symbol(1, SymbolField::name);
  for (std::size_t i = 2; i <= 200; ++i) elf.set_symbol(i, SymbolField::name, long_name);
  REQUIRE(elf.bytes().size() < megabytes(1));
  std::size_t size = 0;
  for (const std::string& problem : decode(elf.bytes(), as_kernel("6.1")).problems())
    size += problem.size();
  CHECK(size < megabytes(4));
}

TEST_CASE("hostile: looking for repeats among cards takes no time to speak of", "[hostile]") {
  std::vector<EntryBytes> cards;
  for (unsigned i = 0; i < 1500; ++i) {
    cards.push_back(entry(lp64_le).chars("card", 8).word(0));
    for (unsigned device = 0; device < 8; ++device)
      cards.back().chars(std::to_string(1000000 + i * 8 + device), 8);
  }
  const std::string table = table_of(cards);
  const std::string elf =
      module_of(lp64_le, {{.symbol = symbol_of(Spelling::type_table, "pnp_card"), .bytes = table}});
  const auto start = std::chrono::steady_clock::now();
  const Decoded decoded = decode(elf, as_kernel("6.12"));
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  CHECK(decoded.module.aliases.size() == 1500 * 16);
  CHECK(taken.count() < 1);
}

}  // namespace ko2alias::test
