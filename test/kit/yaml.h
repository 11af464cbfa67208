// ELF files from text, by LLVM's own writer.
#pragma once

#include <string>
#include <string_view>

#include "ko2alias/abi.h"

namespace ko2alias::test {

/// Bytes as a section's `Content`.
std::string hex_of(std::string_view bytes);

/// The beginning of a file of the ABI, up to its sections.
std::string header_yaml(const Abi& abi, std::string_view type = "ET_REL",
                        std::string_view machine = "EM_NONE");

/// The bytes of the ELF file that the YAML describes; a mistake in it throws.
std::string elf_of(std::string_view yaml);

}  // namespace ko2alias::test
