// The kernel that modules are checked against.
#pragma once

#include <string_view>
#include <vector>

#include "kernel/claims.h"
#include "kernel/kernel.h"
#include "kernel/module_order.h"

namespace ko2alias {

class TargetKernel {
 public:
  /// Looks into the kernel, which has to outlive it.
  explicit TargetKernel(const Kernel& kernel);

  [[nodiscard]] const Claims& claims() const { return claims_; }
  [[nodiscard]] const ModuleOrder& order() const { return order_; }
  /// The vermagic that most of its modules have. Several, in the order of their texts, where none
  /// is more frequent than all others; none where no module tells its own.
  [[nodiscard]] const std::vector<std::string_view>& vermagics() const { return vermagics_; }
  /// The first module of that name that lies elsewhere, or null.
  [[nodiscard]] const KernelModule* find_other(std::string_view name, std::string_view path) const;

 private:
  const Kernel& kernel_;
  Claims claims_;
  ModuleOrder order_;
  std::vector<std::string_view> vermagics_;
};

}  // namespace ko2alias
