// A kernel as a set of claims: its modules and built-in modules with the aliases by which they
// claim devices, and the files that say how they are ordered and configured. Held in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/modprobe_config.h"

namespace ko2alias {

struct ModuleReport;

/// An entry of a device table.
struct EntryPlace {
  /// Index into `KernelModule::tables`.
  std::uint32_t table = 0;
  std::uint32_t entry = 0;

  friend bool operator==(const EntryPlace&, const EntryPlace&) = default;
};

/// A module's alias in a kernel: the module claims the devices that the pattern matches.
struct Claim {
  std::string pattern{};
  /// The entry that it was decoded from; nothing for an alias that was written by hand, or is known
  /// from a list.
  std::optional<EntryPlace> place{};
  /// The line of the modules.alias that it comes from, counted from 1; 0 where it comes from none.
  std::uint32_t line = 0;
  /// The driver data that come with the device, where the claim was decoded from a table: `0x2a`,
  /// or `board_info+0x40` for a pointer. Empty where they are not known, or cannot be compared with
  /// those of another kernel.
  std::string data{};
  /// Those that tell something within their module alone: `.data+0x8`, where a pointer leads to
  /// something without a name.
  std::string local_data{};

  /// The driver data for people to see.
  [[nodiscard]] const std::string& shown_data() const { return data.empty() ? local_data : data; }
};

/// A table that claims were decoded from, or that a driver uses.
struct KernelTable {
  std::string symbol{};
  /// Its index among all tables of the module's file, where several may have one symbol.
  std::uint32_t index = 0;

  friend bool operator==(const KernelTable&, const KernelTable&) = default;
};

/// A driver of a module, by the name that `driver_override` takes.
struct KernelDriver {
  std::string name{};
  /// The table that it uses: an index into `KernelModule::tables`.
  std::uint32_t table = 0;
};

struct KernelModule {
  std::string name{};
  std::string path{};
  /// Its path below the kernel's folder of modules, as modules.order has it, where `path` does not
  /// tell that folder.
  std::string place{};
  bool is_builtin = false;
  /// Whether it is known from a list alone, whose order is all that is known of the kernel's: a
  /// modules.alias, or a snapshot without the kernel's own lists.
  bool is_listed = false;
  /// Whether it is known from its device tables alone, as in a snapshot that was made of these: it
  /// may have aliases that were written by hand.
  bool is_tables_alone = false;
  /// The kernel for which it was built, as it says itself.
  std::string vermagic{};
  std::vector<KernelTable> tables{};
  std::vector<Claim> claims{};
  /// The modules that it cannot do without, as its `.modinfo` names them; nothing where it is known
  /// from a list or a snapshot.
  std::optional<std::string> depends{};
  /// Its soft dependencies, `pre: a post: b`, which are not known there either.
  std::vector<std::string> softdeps{};
  /// The drivers of the tables; nothing where they were not asked for, or a list does not tell.
  std::optional<std::vector<KernelDriver>> drivers{};
};

struct Kernel {
  /// Its paths, as the command line has them.
  std::string name{};
  /// The release whose modules these are, `6.12.57+deb13-amd64`; empty where they are of several,
  /// or do not say it.
  std::string release{};
  /// What the user wants it to be called; empty for nothing.
  std::string label{};
  std::vector<KernelModule> modules{};
  /// Whether it is known from a snapshot, which does not record the order of aliases in `.modinfo`.
  bool is_snapshot = false;
  /// The text of its .config; empty where there is none.
  std::string config{};
  /// The text of its `modules.order`; nothing where no such file was there.
  std::optional<std::string> order{};
  /// The text of its `modules.builtin`, whose names `built_in_names` gives; nothing where no such
  /// file was there, so that it is not known which modules are built in.
  std::optional<std::string> builtin{};
  /// The modprobe.d of its system, or the files that were named instead.
  ModprobeConfig modprobe{};
};

/// A claim with the module that makes it. Looks into a kernel.
struct ClaimRef {
  const KernelModule* module = nullptr;
  const Claim* claim = nullptr;

  [[nodiscard]] std::string_view name() const { return module->name; }
  [[nodiscard]] std::string_view pattern() const { return claim->pattern; }
  [[nodiscard]] std::string_view data() const { return claim->data; }
  [[nodiscard]] std::uint32_t line() const { return claim->line; }
  [[nodiscard]] bool is_builtin() const { return module->is_builtin; }
};

/// Whether the driver data of claims with this pattern are wanted, and the drivers of the module
/// that makes one; an empty function wants none. These cost several times as much as the rest of a
/// module.
using WantsData = std::function<bool(std::string_view)>;

/// Makes a module of a kernel. Claims that come from tables get their driver data, where those are
/// wanted.
KernelModule make_kernel_module(const ModuleReport& report, const WantsData& wants_data);

}  // namespace ko2alias
