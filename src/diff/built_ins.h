// Modules that a kernel has built in without a record of what they match. Kernels up to 6.12 record
// none of the aliases that come from device tables; modules.builtin has the modules' names.
//
//   6.1                             6.12
//   pci:v00001AF4d*…  virtio_pci    modules.builtin: kernel/drivers/virtio/virtio_pci.ko
//
// The alias is in 6.1's module alone, and yet it is not lost: the module is built in now.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "kernel/kernel.h"

namespace ko2alias {

/// The built-in modules of one kernel, by their names.
class BuiltIns {
 public:
  explicit BuiltIns(const Kernel& kernel);

  /// Whether anything says which modules are built in.
  [[nodiscard]] bool are_known() const { return are_known_; }
  /// Whether a module is built in, as far as is known.
  [[nodiscard]] bool has(std::string_view name) const;
  /// Whether it is, and has no file, and the kernel does not record what it matches.
  [[nodiscard]] bool has_unrecorded(std::string_view name) const;

 private:
  bool are_known_ = false;
  bool records_tables_ = false;
  std::set<std::string, std::less<>> names_;
  /// Modules that have a file, and built-in ones with aliases.
  std::set<std::string_view, std::less<>> files_;
  std::set<std::string_view, std::less<>> recorded_;
};

struct BothBuiltIns {
  const BuiltIns& before;
  const BuiltIns& after;
};

}  // namespace ko2alias
