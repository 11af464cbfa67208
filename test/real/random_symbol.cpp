#include "random_symbol.h"

#include <fmt/core.h>

namespace ko2alias::judge {

std::string make_module_name(Random& random) {
  switch (random() % 24) {
    case 0: return "double__underscore";
    case 1: return "underscore_";
    case 2: return "_random";
    default: return "random";
  }
}

std::string make_symbol(Random& random, const Release& release, std::string_view module,
                        std::string_view type, std::size_t index) {
  static constexpr std::string_view names[] = {"ids",  "_ids",           "ids__of",
                                               "ids_", "__mod_pci__ids", "kmod_x__pci__ids"};
  const std::string table =
      std::string(names[random() % 3 == 0 ? random() % std::size(names) : 0]) +
      std::to_string(index);
  // Link-time optimisation numbers its copies.
  const std::string suffix = random() % 24 == 0 ? ".llvm.123" : random() % 24 == 0 ? ".42" : "";
  if (release < Release{6, 13})
    return fmt::format("__mod_{}__{}_device_table{}", type, table, suffix);
  if (release < Release{6, 18})
    return fmt::format("__mod_device_table__{}__{}{}", type, table, suffix);
  // Rust puts the line before the module.
  const std::string line = random() % 12 == 0 ? fmt::format("{}__", random() % 100) : "";
  return fmt::format("__mod_device_table__{}kmod_{}__{}__{}{}", line, module, type, table, suffix);
}

}  // namespace ko2alias::judge
