// LLVM's reader of ELF files, for the sources of this folder alone: nobody else sees LLVM.
//
// A file has one of four kinds (32 or 64 bits, little or big-endian), each a type of LLVM's. Code
// for all four is a template; `for_kind_of` calls it for the kind that an image has:
//
//   return for_kind_of(image, [&](auto kind) { return read_symbols<decltype(kind)>(image); });
#pragma once

#include <llvm/Object/ELF.h>
#include <llvm/Object/ELFTypes.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "ko2alias/image.h"

namespace ko2alias {

using llvm::object::ELFFile;

inline std::string_view view(llvm::StringRef text) { return {text.data(), text.size()}; }

/// The problem of a part of the file that LLVM refuses: `the symbols`. LLVM's own words are for
/// those who write ELF files.
inline Problem problem_of(llvm::Error failure, std::string_view part) {
  llvm::consumeError(std::move(failure));
  return error("not a readable ELF file: " + std::string(part) + " are damaged");
}

template <class Function>
auto for_kind(bool is_64, ByteOrder order, Function function) {
  const bool is_big = order == ByteOrder::big;
  if (is_64) return is_big ? function(llvm::object::ELF64BE()) : function(llvm::object::ELF64LE());
  return is_big ? function(llvm::object::ELF32BE()) : function(llvm::object::ELF32LE());
}

template <class Function>
auto for_kind_of(const ModuleImage& image, Function function) {
  return for_kind(image.abi.word_size == 8, image.abi.order, function);
}

/// The file of an image, whose headers are known to be good.
template <class Elf>
ELFFile<Elf> reopen(const ModuleImage& image) {
  const std::string_view data = image.source->data();
  return llvm::cantFail(ELFFile<Elf>::create(llvm::StringRef(data.data(), data.size())));
}

/// Loads the bytes of a section, if it has some in the file.
template <class Shdr>
std::optional<Problem> load(Source& source, const Shdr& section) {
  if (section.sh_type == llvm::ELF::SHT_NOBITS) return std::nullopt;
  return source.load(section.sh_offset, section.sh_size);
}

/// The index of the symbol table, or the number of sections where there is none. A module has one
/// at most.
template <class Shdrs>
std::size_t find_symbol_table(const Shdrs& sections) {
  const auto is_symtab = [](const auto& section) {
    return section.sh_type == llvm::ELF::SHT_SYMTAB;
  };
  return static_cast<std::size_t>(std::find_if(sections.begin(), sections.end(), is_symtab) -
                                  sections.begin());
}

}  // namespace ko2alias
