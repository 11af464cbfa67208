// A kernel as what it says of hardware: its modules and built-in modules with their aliases, held
// in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "module/module_report.h"

namespace ko2alias {

/// An entry of a device table.
struct EntryPlace {
  /// Index into `KernelModule::tables`.
  std::uint32_t table = 0;
  std::uint32_t entry = 0;

  friend bool operator==(const EntryPlace&, const EntryPlace&) = default;
};

/// That a module claims the devices of a pattern.
struct Claim {
  std::string pattern{};
  /// Where it was decoded from; nothing for what was written by hand, or is known from a list.
  std::optional<EntryPlace> place{};
  /// What the driver is given with the device (`driver_data`), where the claim was decoded from a
  /// table: `0x2a`, or `board_info+0x40` for a pointer. Empty where it is not known.
  std::string data{};
};

struct KernelModule {
  std::string name{};
  std::string path{};
  /// Its path below the kernel's folder of modules, as modules.order has it, where `path` does not
  /// tell that folder.
  std::string place{};
  bool is_builtin = false;
  /// For which kernel it was built, as it says itself.
  std::string vermagic{};
  /// The symbols of the device tables that claims were decoded from.
  std::vector<std::string> tables{};
  std::vector<Claim> claims{};
};

struct Kernel {
  /// What the user called it.
  std::string name{};
  std::vector<KernelModule> modules{};
  /// The text of its .config; empty where there is none.
  std::string config{};
  /// The text of its `modules.order`, which may be empty too.
  std::string order{};
  /// The text of its `modules.builtin`, which may be empty too.
  std::string builtin{};
};

/// A claim with the module that makes it. Looks into a kernel.
struct ClaimRef {
  const KernelModule* module = nullptr;
  const Claim* claim = nullptr;

  [[nodiscard]] std::string_view name() const { return module->name; }
  [[nodiscard]] std::string_view pattern() const { return claim->pattern; }
  [[nodiscard]] std::string_view data() const { return claim->data; }
  [[nodiscard]] bool is_builtin() const { return module->is_builtin; }
};

/// Of which claims driver data are wanted, by their patterns; empty for none. They cost several
/// times what the rest of a module does.
using WantsData = std::function<bool(std::string_view)>;

/// With the driver data of claims that come from tables, where they are wanted.
KernelModule make_kernel_module(const ModuleReport& report, const WantsData& wants_data);

}  // namespace ko2alias
