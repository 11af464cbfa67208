// The kernel that modules are checked against.
#pragma once

#include <string_view>

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
  /// The vermagic that most of its modules have; empty where none is known.
  [[nodiscard]] std::string_view vermagic() const { return vermagic_; }
  /// The first module of that name, or null.
  [[nodiscard]] const KernelModule* find(std::string_view name) const;

 private:
  const Kernel& kernel_;
  Claims claims_;
  ModuleOrder order_;
  std::string_view vermagic_;
};

}  // namespace ko2alias
