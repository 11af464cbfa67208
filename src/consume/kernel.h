// A kernel as what it says of hardware: its modules and built-in modules with their aliases, held in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "consume/report.h"

namespace ko2alias {

/// That a module claims the devices of a pattern.
struct Claim {
  std::string pattern{};
  /// What the driver is given with the device (`driver_data`), where the claim was decoded from a table: `0x2a`, or
  /// `board_info+0x40` for a pointer. Empty where it is not known.
  std::string data{};
};

struct KernelModule {
  std::string name{};
  std::string path{};
  bool is_builtin = false;
  /// For which kernel it was built, as it says itself.
  std::string vermagic{};
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

/// With `with_data`, the driver data of claims that come from tables.
KernelModule make_kernel_module(const ModuleReport& report, bool with_data);

/// The bus whose devices a pattern speaks of: `pci` of `vfio_pci:v…` too, `acpi` of `acpi*:ACPI0001:*`. `other` for
/// what names no device of a bus: `fs-ext4`, `crypto-sha256`.
std::string_view bus_of(std::string_view pattern);

/// What stands before the bus's name where an entry has an override value: `vfio_` of `vfio_pci:v…`.
std::string_view override_prefix_of(std::string_view pattern);

}  // namespace ko2alias
