// The lines of a kernel's modules.alias, as depmod wrote the file or would write it. A program that
// reads the file itself, not through kmod, may go by the order of its lines and by its size.
//
//   # Aliases extracted from modules themselves.
//   alias acpi*:FIT0002:* fintek_cir
//   alias pnp:dFIT0002* fintek_cir
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/kernel.h"

namespace ko2alias {

/// The first line of the file, with its end.
constexpr std::string_view modules_alias_comment = "# Aliases extracted from modules themselves.\n";

class ModulesAlias {
 public:
  /// The file that depmod would write: a comment, and the aliases of the loadable modules. Modules
  /// stand in the order of `ModuleOrder`, the aliases of each as the kernel holds them, which is
  /// depmod's order where it was read from `.modinfo` alone. There is no such file, so its claims
  /// have no lines (0).
  explicit ModulesAlias(const Kernel& kernel);
  /// The aliases of a file with their own lines; other lines are passed over.
  explicit ModulesAlias(std::string_view text);

  ModulesAlias(ModulesAlias&&) = default;
  ModulesAlias& operator=(ModulesAlias&&) = default;
  ModulesAlias(const ModulesAlias&) = delete;
  ModulesAlias& operator=(const ModulesAlias&) = delete;
  ~ModulesAlias() = default;

  /// Takes the names of drivers from the kernel's modules, as the file does not have them.
  void add_drivers(const Kernel& kernel);

  /// The claims in the order of their lines, which those of a file know. They look into this
  /// object.
  [[nodiscard]] const std::vector<ClaimRef>& claims() const { return claims_; }
  /// The bytes of the file.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  /// Lines of one module in a row share a module here.
  void add(std::string_view module, std::string_view pattern, std::size_t line);
  /// Has to be called once all lines are added, as the claims stay where they are only then.
  void collect_claims();

  std::vector<KernelModule> modules_;
  std::vector<ClaimRef> claims_;
  std::size_t size_ = 0;
};

/// The file that the path is, or has in it or in its folder of modules, or else the one that depmod
/// would write.
ModulesAlias find_modules_alias(const std::string& path, const Kernel& kernel);

}  // namespace ko2alias
