#include "kernel/kernel_name.h"

#include "kernel/kernel.h"

namespace ko2alias {

KernelName name_of(const Kernel& kernel) {
  const std::string& release = kernel.release.empty() ? kernel.name : kernel.release;
  return {.called = kernel.label.empty() ? release : kernel.label, .path = kernel.name};
}

std::pair<KernelName, KernelName> names_of(const Kernel& before, const Kernel& after) {
  KernelName old_name = name_of(before);
  KernelName new_name = name_of(after);
  if (old_name.called == new_name.called && before.label.empty() && after.label.empty()) {
    old_name.called = old_name.path;
    new_name.called = new_name.path;
  }
  return {old_name, new_name};
}

}  // namespace ko2alias
