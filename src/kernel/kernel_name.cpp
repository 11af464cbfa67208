#include "kernel/kernel_name.h"

#include "kernel/kernel.h"
#include "kernel/read_kernel.h"

namespace ko2alias {
namespace {

// The last parts of the paths that '+' joins.
std::string called_in_short(const Kernel& kernel) {
  if (!kernel.label.empty() || !kernel.release.empty()) return name_of(kernel).called;
  std::string files;
  for (std::string_view path : split_joined_paths(kernel.name)) {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    files.append(files.empty() ? "" : "+").append(path.substr(path.rfind('/') + 1));
  }
  return files;
}

}  // namespace

KernelName name_of(const Kernel& kernel) {
  const std::string& release = kernel.release.empty() ? kernel.name : kernel.release;
  return {.called = kernel.label.empty() ? release : kernel.label, .path = kernel.name};
}

std::pair<KernelName, KernelName> names_of(const Kernel& before, const Kernel& after) {
  KernelName old_name{called_in_short(before), before.name};
  KernelName new_name{called_in_short(after), after.name};
  if (old_name.called == new_name.called && before.label.empty() && after.label.empty()) {
    old_name.called += " (old)";
    new_name.called += " (new)";
  }
  return {old_name, new_name};
}

}  // namespace ko2alias
