// Device tables, as MODULE_DEVICE_TABLE(type, name) leaves them in a compiled module.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

struct ModuleImage;

/// The spelling of the table symbol. It changed with the kernel
/// (docs/kernel-facts/device-tables.md, section 1).
enum class Spelling : std::uint8_t {
  type_only,      ///< `__mod_pci_device_table`, up to 3.14
  type_table,     ///< `__mod_pci__ids_device_table`, 3.15 to 6.12 (and Red Hat's 3.10)
  prefix,         ///< `__mod_device_table__pci__ids`, 6.13 to 6.17
  prefix_module,  ///< `__mod_device_table__kmod_e1000__pci__ids`, from 6.18 on; Rust puts a line
                  ///< number before `kmod_`
};

/// A table symbol's name, taken apart. The parts are views into the name.
struct TableSymbol {
  Spelling spelling = Spelling::type_only;
  std::string_view type{};
  /// The C name of the table; empty where the spelling has none.
  std::string_view table{};
  /// The module as the symbol names it; empty where the spelling has none.
  std::string_view module{};
  /// The type that modpost sees, where it cuts the name otherwise than it was meant (a module name
  /// with a double underscore). modpost knows no such type, and writes no alias for the table.
  std::string_view misread_type{};
  /// Whether `__mod_` stands at the very start.
  bool is_at_start = true;
  /// Whether a compiler's numeric suffix (`.123`) was cut off.
  bool has_suffix = false;
};

/// Takes a symbol's name apart; nothing where it marks no device table. `module` is the module's
/// name with `_` for `-`, or empty: it tells a double underscore inside the module's name from the
/// one behind it.
std::optional<TableSymbol> parse_table_symbol(std::string_view name, std::string_view module);

/// What a table is called in the module's source: `e1000_pci_tbl`. A symbol that has no such name,
/// or marks no table, stands for itself. `module` is the module's name, as above.
std::string_view table_name(std::string_view symbol, std::string_view module);
/// What an entry is called there: `e1000_pci_tbl[16]`.
std::string entry_name(std::string_view symbol, std::string_view module, std::uint32_t entry);

/// A device table: its symbol, and its bytes with the terminator.
struct DeviceTable {
  std::string_view symbol_name;
  TableSymbol symbol;
  std::string_view bytes;
  bool is_object = true;
  bool is_local = false;
  /// The index of the section in which the bytes stand, and their offset in there.
  std::uint32_t section = 0;
  std::uint64_t offset = 0;
};

/// The tables of an image in symbol-table order, and the problems of those that cannot be read.
struct DeviceTables {
  std::vector<DeviceTable> tables;
  ProblemList problems;
};

/// What is kept of one module, at most.
struct TableLimits {
  /// Those with the most tables have about twenty. More are a problem.
  std::size_t tables = 4096;
  /// Of further problems only the number is kept.
  std::size_t problems = ProblemList::usually_kept;
};

DeviceTables find_device_tables(const ModuleImage& image, std::string_view module,
                                const TableLimits& limits = {});

}  // namespace ko2alias
