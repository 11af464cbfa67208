// In which order modprobe loads the modules that match a device. Facts:
// docs/kernel-facts/module-order.md.
#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/kernel.h"

namespace ko2alias {

/// A module's place: what is less is loaded first.
struct ModuleRank {
  /// Loadable modules hide built-in ones.
  bool is_builtin = false;
  /// In `modules.order`, or in a list of aliases; modules that no such list names come behind.
  std::uint32_t line = 0;
  /// Orders those.
  std::uint32_t hash = 0;
  std::string_view name{};

  friend auto operator<=>(const ModuleRank&, const ModuleRank&) = default;
  [[nodiscard]] bool is_listed() const { return line != unlisted; }
  static constexpr std::uint32_t unlisted = 0xffffffff;
};

class ModuleOrder {
 public:
  /// By the kernel's `modules.order`. Of a kernel that is known from lists alone, by the order of
  /// the lists.
  explicit ModuleOrder(const Kernel& kernel);

  /// The rank of a module, also of one that the kernel does not have: such a one is unlisted.
  [[nodiscard]] ModuleRank rank(std::string_view name, bool is_builtin) const;

 private:
  std::unordered_map<std::string, std::uint32_t> lines_;
};

/// Loadable modules by their rank, then built-in ones as the kernel has them, for their order
/// depends on the device.
std::vector<const KernelModule*> modules_in_order(const Kernel& kernel);

/// The names in the kernel's `modules.builtin`, with `_` for `-`.
std::set<std::string, std::less<>> built_in_names(const Kernel& kernel);

/// By what depmod orders the modules that `modules.order` does not name.
std::uint32_t name_hash(std::string_view name);

/// `kernel/drivers/net/e1000e.ko`: the path below the release's folder, without what tells of
/// compression. Empty for a path that is not below `lib/modules/RELEASE/`.
std::string_view path_in_tree(std::string_view path);

/// Leaves one module of each name, as depmod does: one below `updates/`, else the first.
void drop_hidden_modules(Kernel& kernel);

}  // namespace ko2alias
