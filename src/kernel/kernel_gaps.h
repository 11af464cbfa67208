// What a kernel does not tell, by what it is known from.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "kernel/kernel.h"

namespace ko2alias {

enum class KernelGap : std::uint8_t {
  /// The modules without aliases. A list that depmod wrote has none of them.
  bare_modules,
  /// The aliases that were written by hand, where modules are known from device tables alone.
  aliases_by_hand,
  /// Which modules are built in.
  built_ins,
  /// What the modules match that are built in.
  built_in_aliases,
};

/// `built-ins`, as JSON writes it.
std::string_view name_of(KernelGap gap);

/// Whether it knows modules from their device tables alone.
bool has_tables_alone(const Kernel& kernel);

/// Whether a kernel tells of modules without aliases.
bool tells_of_bare_modules(const Kernel& kernel);

/// Whether it has built-in modules whose aliases are known.
bool has_built_ins(const Kernel& kernel);

/// What it does not tell of its built-in modules, as it has none with aliases.
std::optional<KernelGap> built_in_gap(const Kernel& kernel);

}  // namespace ko2alias
