#include "elf/sdio_module.h"

namespace ko2alias::test {

std::vector<EntryBytes> sdio_entries(const Abi& abi) {
  return {entry(abi).u8(7).u16(0x2d0).u16(0x4329).word(1)};
}

TestTable sdio_table(const Abi& abi, std::string_view name) {
  return {.symbol = symbol_of(Spelling::type_table, "sdio", name),
          .bytes = table_of(sdio_entries(abi))};
}

std::string sdio_module(const Abi& abi) {
  return module_of(abi, {sdio_table(abi)}, {"vermagic=6.1.141", "name=test"});
}

}  // namespace ko2alias::test
