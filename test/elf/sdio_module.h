// A module with a table of one sdio entry, for tests of what surrounds tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "elf/opened_image.h"
#include "kit/kit.h"

namespace ko2alias::test {

std::vector<EntryBytes> sdio_entries(const Abi& abi);

/// The entry's alias.
inline const std::string sdio_alias = "sdio:c07v02D0d4329*";

TestTable sdio_table(const Abi& abi, std::string_view name = "ids");

/// Sections: 1 .rodata.0, 2 .modinfo, then the symbol table and the string tables.
std::string sdio_module(const Abi& abi);

}  // namespace ko2alias::test
