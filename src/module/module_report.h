// A module with its aliases and the places in which they were found. Every reader makes such
// reports, be it of device tables, of a list or of a snapshot, and all commands work on them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

struct Alias;
struct DecodedModule;
struct ModuleImage;
class Pointers;

/// The aliases of a module that are wanted. `automatic` stands for those of its tables, or of its
/// `.modinfo` where it was stripped of them.
enum class AliasSource : std::uint8_t { tables, modinfo, all, automatic };

/// Where an alias was found; `list` is text: modules.alias, or the records of built-in modules.
enum class Origin : std::uint8_t { tables, modinfo, both, list };

/// An alias of a module, with all that its reader knows of it.
struct ModuleAlias {
  std::string_view pattern{};
  Origin origin = Origin::tables;
  /// The decoded alias; null where it does not come from a table that was read.
  const Alias* decoded = nullptr;
  /// The symbol of the table that it comes from, and the index of the entry; empty where that is
  /// not known.
  std::string_view table{};
  /// The table's index: tables of several source files may have one symbol.
  std::uint32_t table_index = 0;
  std::uint32_t entry = 0;
  /// The line of the modules.alias that it stands in, counted from 1; 0 where it stands in none.
  std::uint32_t line = 0;
  /// The driver data of the entry, where a snapshot has them.
  std::string_view data{};
  /// The same where it means nothing in another build; one of the two is empty.
  std::string_view local_data{};
};

/// A driver that uses one of a module's tables, by its symbol (decode/table_drivers.h).
struct ModuleDriver {
  std::string_view table{};
  /// The table's index: tables of several source files may have one symbol.
  std::uint32_t index = 0;
  std::string_view name{};
  std::string_view object{};
  std::string_view type{};
};

/// Everything that a format may want to show of one module, in views into what it was read from.
struct ModuleReport {
  std::string_view path{};
  /// As depmod calls it.
  std::string name{};
  /// Its file's place below the kernel's folder of modules, where that was recorded.
  std::string_view place{};
  bool is_builtin = false;
  /// Whether it is known from a list, whose order is all that is known of the kernel's.
  bool is_listed = false;
  /// Whether a snapshot has of it what its device tables say, and no aliases that were written by
  /// hand.
  bool is_tables_alone = false;
  /// The kernel for which it was built, as it says itself.
  std::string_view vermagic{};
  /// Null where the module is known from a list alone.
  const DecodedModule* module = nullptr;
  const ModuleImage* image = nullptr;
  /// The pointers in its tables; null where they were not asked for.
  const Pointers* pointers = nullptr;
  /// The module's own JSON, where it was read from a snapshot.
  std::string_view snapshot{};
  std::vector<ModuleAlias> aliases{};
  /// The drivers of its tables, in the order of the tables; nothing where nobody looked for them,
  /// as a list does not have them. Of a table without one none is known.
  std::optional<std::vector<ModuleDriver>> drivers{};
};

/// Makes the report of a module that was decoded from this image. It is called like the file, or as
/// it was built where the file has no module's name. The aliases of the tables come
/// first, in file2alias's order, then those that only `.modinfo` holds, in the order there.
ModuleReport make_report(std::string_view path, const ModuleImage& image,
                         const DecodedModule& module, AliasSource wanted);

/// The patterns of its aliases, which do not look into what the module was read from.
std::vector<std::string> patterns_of(const ModuleReport& report);

/// The drivers of all tables.
std::vector<ModuleDriver> drivers_of(const DecodedModule& module, const Pointers& pointers);

/// `tables`, `modinfo`, `both` or `list`.
std::string_view to_string(Origin origin);

}  // namespace ko2alias
