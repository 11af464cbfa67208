// A module's ELF file as ko2alias holds it: plain values, whatever the word size and byte order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/abi.h"
#include "ko2alias/problem.h"
#include "ko2alias/source.h"

namespace ko2alias {

/// The marker in the names of the symbols that MODULE_DEVICE_TABLE leaves.
constexpr std::string_view table_marker = "__mod_";

struct Section {
  std::string_view name;
  std::uint32_t type = 0;
  std::uint64_t address = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  /// Whether it holds nothing but texts, each with a NUL at its end.
  bool is_strings = false;
};

struct Symbol {
  std::string_view name{};
  std::uint64_t value = 0;
  std::uint64_t size = 0;
  /// Index of the section in which it is defined, also where ELF keeps that number in a table of
  /// its own; 0 where it is in none (undefined, absolute).
  std::uint32_t section = 0;
  bool is_object = false;
  bool is_local = false;
  bool is_function = false;
  /// Whether it stands for a whole section; its name is the section's.
  bool is_section = false;
  bool is_undefined = false;
};

/// An address that the loader writes into a section: the symbol that it is made of, and the place.
struct Relocation {
  /// Index of the section that it applies to, and the offset in there. Bad input can have offsets
  /// beyond the end.
  std::uint32_t section = 0;
  std::uint64_t offset = 0;
  /// Index among all symbols. Bad input can have one that does not exist.
  std::uint32_t symbol = 0;
  /// The machine's number for the kind of relocation; 0 is "none" on all machines. 64-bit MIPS has
  /// up to three of them here, the first in the lowest byte.
  std::uint32_t type = 0;
  std::int64_t addend = 0;
};

/// Names are views into the source, which has to outlive the image.
struct ModuleImage {
  Source* source = nullptr;
  Abi abi;
  /// `e_machine`.
  std::uint16_t machine = 0;
  /// In a relocatable file (ET_REL) symbol values are offsets in their sections, elsewhere
  /// addresses.
  bool is_relocatable = true;
  std::vector<Section> sections;
  /// The defined symbols with `table_marker` in their names, in symbol-table order.
  std::vector<Symbol> mod_symbols;
  /// Whether any symbol is a local object. Every module has one, the record of its licence, unless
  /// it was stripped of all that the loader can do without.
  bool has_local_objects = false;
};

/// Whether a file with these first bytes is an ELF file.
bool is_elf(std::string_view head);

/// Reads the ELF headers, section headers and symbol table of a module or a vmlinux, and no more.
/// Anything but an ELF file, or a truncated or inconsistent one, is a problem that says where.
Result<ModuleImage> open_image(Source& source);

/// The bytes of a whole section; an empty view where it does not exist.
Result<std::string_view> load_section(const ModuleImage& image, std::string_view name);

/// Where a symbol that has a section stands in there, in a linked image too.
std::uint64_t offset_in_section(const ModuleImage& image, const Symbol& symbol);

/// Whether the file has the bytes of an object: those of .bss are zero, and nowhere.
bool has_bytes(const ModuleImage& image, const Symbol& symbol);
/// The bytes of a symbol's object. In a section without bytes in the file (NOBITS) they are zero.
Result<std::string_view> load_object(const ModuleImage& image, const Symbol& symbol);

/// All symbols, local and undefined ones too, in symbol-table order: a relocation's `symbol` is an
/// index into them. A name that is longer than the kernel takes is cut off; one that lies beyond
/// the string table is empty.
Result<std::vector<Symbol>> load_symbols(const ModuleImage& image);

/// The relocations that apply to a section, in the order of the file. A relocation that comes
/// without an addend (SHT_REL) has the word in the section for one, or 0 where the section has no
/// such bytes. A linked image (vmlinux) has no relocations: it has been relocated.
Result<std::vector<Relocation>> load_relocations(const ModuleImage& image, std::uint32_t section);

/// The same for all sections that are loaded with the module and are not code.
Result<std::vector<Relocation>> load_data_relocations(const ModuleImage& image);

}  // namespace ko2alias
