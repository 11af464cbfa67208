// Changes single numbers in the headers of an ELF file of any kind.
//
//   ElfPatch(module).set(HeaderField::shoff, 0).set(1, SectionField::size, 64).bytes()
#pragma once

#include <cstdint>
#include <string>

#include "ko2alias/abi.h"

namespace ko2alias::test {

enum class HeaderField : std::uint8_t { type, machine, shoff, shentsize, shnum, shstrndx };
enum class SectionField : std::uint8_t {
  name,
  type,
  flags,
  address,
  offset,
  size,
  link,
  info,
  align,
  entsize
};
enum class SymbolField : std::uint8_t { name, info, shndx, value, size };

class ElfPatch {
 public:
  /// A good ELF file.
  explicit ElfPatch(std::string elf);

  ElfPatch& set(HeaderField field, std::uint64_t value);
  ElfPatch& set(std::size_t section, SectionField field, std::uint64_t value);
  /// Sets a field in the first symbol table, which is where the section headers say now.
  ElfPatch& set_symbol(std::size_t index, SymbolField field, std::uint64_t value);

  [[nodiscard]] std::uint64_t header(HeaderField field) const;
  [[nodiscard]] std::uint64_t section(std::size_t index, SectionField field) const;
  [[nodiscard]] std::uint64_t symbol(std::size_t index, SymbolField field) const;
  [[nodiscard]] std::size_t find_section_of_type(std::uint32_t type) const;
  [[nodiscard]] const std::string& bytes() const { return elf_; }

 private:
  struct Place {
    std::size_t offset, width;
  };
  [[nodiscard]] Place place_of(HeaderField field) const;
  [[nodiscard]] Place place_of(std::size_t section, SectionField field) const;
  [[nodiscard]] Place place_of_symbol(std::size_t index, SymbolField field) const;
  [[nodiscard]] std::uint64_t get(Place place) const;
  ElfPatch& put(Place place, std::uint64_t value);

  std::string elf_;
  bool is_64_;
  ByteOrder order_;
};

/// A relocatable file of that many sections, a table in the last of them and nothing in the others.
/// LLVM's writer would take long over it.
std::string many_sections_module(const Abi& abi, std::uint32_t sections, std::string_view symbol,
                                 std::string_view table);

}  // namespace ko2alias::test
