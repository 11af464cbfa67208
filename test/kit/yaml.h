// ELF files from text, by LLVM's own writer.
#pragma once

#include <string>
#include <string_view>

namespace ko2alias::test {

/// The bytes of the ELF file that the YAML describes; a mistake in it throws.
std::string elf_of(std::string_view yaml);

}  // namespace ko2alias::test
