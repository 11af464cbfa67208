#include "kernel/kernel_gaps.h"

#include <algorithm>

namespace ko2alias {

std::string_view name_of(KernelGap gap) {
  switch (gap) {
    case KernelGap::bare_modules: return "modules-without-aliases";
    case KernelGap::aliases_by_hand: return "aliases-by-hand";
    case KernelGap::built_ins: return "built-ins";
    case KernelGap::built_in_aliases: return "built-in-aliases";
  }
  return {};
}

bool tells_of_bare_modules(const Kernel& kernel) {
  const auto is_bare = [](const KernelModule& module) {
    return !module.is_builtin && module.claims.empty();
  };
  const auto is_listed = [](const KernelModule& module) {
    return !module.is_builtin && module.is_listed;
  };
  return std::none_of(kernel.modules.begin(), kernel.modules.end(), is_listed) ||
         std::any_of(kernel.modules.begin(), kernel.modules.end(), is_bare);
}

bool has_tables_alone(const Kernel& kernel) {
  return std::any_of(kernel.modules.begin(), kernel.modules.end(),
                     [](const KernelModule& module) { return module.is_tables_alone; });
}

bool has_built_ins(const Kernel& kernel) {
  return std::any_of(kernel.modules.begin(), kernel.modules.end(),
                     [](const KernelModule& module) { return module.is_builtin; });
}

std::optional<KernelGap> built_in_gap(const Kernel& kernel) {
  if (has_built_ins(kernel)) return std::nullopt;
  return kernel.builtin ? KernelGap::built_in_aliases : KernelGap::built_ins;
}

}  // namespace ko2alias
