// The lines of the modules.alias that depmod writes for a kernel. What reads the file itself, not
// through kmod, may go by their order and by the size of the whole.
//
//   # Aliases extracted from modules themselves.
//   alias acpi*:FIT0002:* fintek_cir
//   alias pnp:dFIT0002* fintek_cir
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "kernel/kernel.h"

namespace ko2alias {

/// A line of modules.alias.
struct AliasLine {
  std::string_view pattern{};
  std::string_view module{};
  /// Counted from 1.
  std::size_t number = 0;
};

/// The aliases of a kernel's loadable modules from line 2 on, depmod's comment being line 1:
/// modules in the order of `ModuleOrder`, the aliases of each as the kernel holds them, which is
/// depmod's order where it was read from
/// `.modinfo` alone. Views into the kernel.
std::vector<AliasLine> alias_lines(const Kernel& kernel);

/// The aliases of a modules.alias with their own numbers; other lines are passed over. Views into
/// the text.
std::vector<AliasLine> alias_lines(std::string_view text);

/// The bytes of the file that consists of these lines and the comment.
std::size_t modules_alias_size(std::span<const AliasLine> lines);

}  // namespace ko2alias
