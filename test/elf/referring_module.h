// A module whose words point to each other, with every number in it at the caller's choice.
// kit/driver_module.h makes ordinary ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ko2alias/abi.h"

namespace ko2alias::test {

/// A relocation: the word that it applies to, the symbol's index, what is added.
struct RelocatedWord {
  std::uint64_t word = 0;
  int symbol = 0;
  std::int64_t addend = 0;
  int type = 1;
};

/// The symbols of `referring_module`; section symbols first.
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
/// Its sections.
enum : std::uint32_t { text = 1, rodata, strings_section, bss, data, rela_data, rela_rodata };

/// The relocations of its .data.
extern const std::vector<RelocatedWord> data_rows;

/// A driver in .data whose words point to its table, its functions and another module, and a table
/// of 4 entries of 2 words in .rodata whose second ones are its driver_data.
std::string referring_module(const Abi& abi, bool has_addends,
                             const std::vector<RelocatedWord>& rows,
                             const std::string& machine = "EM_NONE");

std::string section_yaml(const std::string& name, const std::string& type,
                         const std::string& flags);

/// As many words, with the addends in their places where relocations have none of their own.
std::string words_yaml(const Abi& abi, std::size_t count, const std::vector<RelocatedWord>& rows);

std::string symbol_yaml(const std::string& name, const std::string& section,
                        const std::string& type, std::uint64_t value, std::uint64_t size,
                        const std::string& more = "");

}  // namespace ko2alias::test
