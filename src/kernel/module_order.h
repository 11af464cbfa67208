// The order in which modprobe loads the modules that match a device. Facts:
// docs/kernel-facts/module-order.md.
//
//   kernel/drivers/net/e1000e.ko      line 0 of modules.order: first
//   kernel/fs/ext4/ext4.ko            line 1
//   extra/acme.ko                     not in modules.order: behind them, by the hash of its name
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/kernel.h"

namespace ko2alias {

/// A module's rank: the module with the least is loaded first.
struct ModuleRank {
  /// Loadable modules hide built-in ones.
  bool is_builtin = false;
  /// Its line in `modules.order`, or in a list of aliases; modules that no such list names come
  /// behind.
  std::uint32_t line = 0;
  /// Orders the modules that no list names.
  std::uint32_t hash = 0;
  std::string_view name{};

  friend auto operator<=>(const ModuleRank&, const ModuleRank&) = default;
  [[nodiscard]] bool is_listed() const { return line != unlisted; }
  static constexpr std::uint32_t unlisted = 0xffffffff;
};

class ModuleOrder {
 public:
  /// Ranks modules by the kernel's `modules.order`. Modules of a kernel that is known from lists
  /// alone come in the order of the lists.
  explicit ModuleOrder(const Kernel& kernel);

  /// The rank of a module. A module that the kernel does not have is unlisted.
  [[nodiscard]] ModuleRank rank(std::string_view name, bool is_builtin) const;

 private:
  std::unordered_map<std::string, std::uint32_t> lines_;
};

/// Loadable modules by their rank, then built-in ones as the kernel has them: their order depends
/// on the device.
std::vector<const KernelModule*> modules_in_order(const Kernel& kernel);

}  // namespace ko2alias
