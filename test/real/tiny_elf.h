// Writes relocatable ELF objects that hold device tables and a .modinfo, and nothing else.
//
// Written without LLVM on purpose: ko2alias reads objects with LLVM, and one mistake must not hide
// another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/abi.h"

namespace ko2alias::judge {

/// One of the kinds of which a kernel's build tools ship a modpost: `lsb-64`, `msb-64`, `lsb-32`,
/// `msb-32`.
struct ElfKind {
  std::string_view name;
  Abi abi;
  std::uint16_t machine = 0;
};

/// The four kinds, with the ABI of i386 for both 32-bit ones.
const std::vector<ElfKind>& elf_kinds();

struct TableObject {
  std::string symbol;
  std::string bytes;
  bool is_local = true;
  bool is_object = true;
};

std::string write_object(const ElfKind& kind, const std::vector<TableObject>& tables,
                         std::string_view modinfo);

}  // namespace ko2alias::judge
