// Finds the modules that a device gets from a kernel, as `modprobe -R` does, and tells why:
//
//   pci:v00008086d000010D3sv…
//     e1000e, by pci:v00008086d000010D3sv*sd*bc*sc*i*, entry 16 of e1000_pci_tbl
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "device/device_list.h"
#include "kernel/kernel.h"
#include "pattern/alias_trie.h"

namespace ko2alias {

/// An alias that matches a device.
struct MatchedAlias {
  const Claim* claim = nullptr;
  /// False where the match depends on a field that is not known of the device.
  bool is_certain = true;
  /// Whether the bus itself would choose this entry for the device: the first one of its table that
  /// matches. Nothing where that is not known: for buses that choose otherwise, for aliases that
  /// come from no table, and where it depends on what is not known of the device.
  std::optional<bool> is_chosen{};
};

/// A module that matches a device.
struct MatchedModule {
  std::string name{};
  /// Null for a built-in module that is known by its name alone.
  const KernelModule* module = nullptr;
  bool is_builtin = false;
  /// The driver that is forced on the device, where nothing but its name tells that it is this
  /// module's. A driver may be called otherwise than its module: that of `gve` is `gvnic`.
  std::string assumed_driver{};
  /// The aliases that match, in the order of the module. Empty where the text is the module's own
  /// name, or where its driver was forced on a device that no alias matches.
  std::vector<MatchedAlias> aliases{};
  /// The names of the drivers that the device may get: those of the tables that matching aliases
  /// come from. Empty where none is known.
  std::vector<std::string> drivers{};
  /// Whether the module was read, and does not tell the driver of such a table.
  bool lacks_driver = false;
  /// Whether it only may match by what is known of the device, and the device's own listing names
  /// it: there the whole device was known.
  bool is_told = false;

  /// Whether any of the aliases is certain, or none is needed, or the device's listing names it.
  [[nodiscard]] bool is_certain() const;
};

/// Marks the modules that only may match a device and that its listing names, and puts them before
/// the others of that kind.
void mark_told(std::vector<MatchedModule>& modules, const Device& device);

class Matcher {
 public:
  /// Looks into the kernel, which has to outlive the matcher and what it finds.
  explicit Matcher(const Kernel& kernel);

  /// The modules in the order in which modprobe loads them, as docs/kernel-facts/module-order.md
  /// has it: loadable modules, then built-in ones, which modprobe names only where no loadable one
  /// matches. A text that is a module's name gives that module alone. For a device that has `*` for
  /// fields that are not known, modules that may match come behind those that do.
  [[nodiscard]] std::vector<MatchedModule> find(std::string_view modalias) const;

  /// The modules of a driver that is forced on the device (`driver_override`), if the kernel has
  /// it. Aliases with an override prefix count too, and the driver is bound even if no alias
  /// matches. It is the module that calls its driver so; or else, where its drivers are not known,
  /// the one that is called like the driver, `-` and `_` being the same.
  [[nodiscard]] std::vector<MatchedModule> find_overridden(std::string_view modalias,
                                                           std::string_view driver) const;

  /// Whether a module is known to have a driver of exactly this name.
  [[nodiscard]] bool has_driver(std::string_view driver) const;
  /// The drivers for such a device of the module of this name, `-` and `_` being the same; nothing
  /// where they are not known.
  [[nodiscard]] std::optional<std::vector<std::string>> drivers_of_module(
      std::string_view name, std::string_view modalias) const;

  /// Whether the kernel has a loadable or built-in module of this name, in which `-` and `_` are
  /// the same.
  [[nodiscard]] bool has_module(std::string_view name) const;

  /// Appends the names that `modprobe -R` prints, each once, to `names`: views into the kernel and
  /// the matcher.
  void find_names(std::string_view modalias, std::vector<std::string_view>& names) const;

 private:
  struct NamedModule {
    std::string_view name{};
    const KernelModule* module = nullptr;
    bool is_builtin = false;
  };
  using Ids = std::vector<AliasTrie::Id>;

  static std::vector<ClaimRef> claims_in_order(const Kernel& kernel);
  static std::vector<std::string> patterns_of(const std::vector<ClaimRef>& claims);
  /// The ids of the patterns that match, in modprobe's order.
  [[nodiscard]] Ids find_ids(const std::string& device) const;
  [[nodiscard]] std::optional<NamedModule> find_by_name(const std::string& name,
                                                        bool has_aliases) const;
  [[nodiscard]] std::vector<MatchedModule> find_by_driver(std::string_view modalias,
                                                          std::string_view driver) const;
  [[nodiscard]] std::vector<MatchedModule> find_partial(const std::string& device) const;

  /// The claims in the order of their modules, built-in ones last. The index of a claim is the id
  /// of its pattern.
  std::vector<ClaimRef> claims_;
  std::vector<std::string> patterns_;
  AliasTrie trie_;
  AliasTrie::Id first_built_in_ = 0;
  std::unordered_map<std::string_view, const KernelModule*> modules_;
  /// Those whose drivers are known, in modprobe's order.
  std::vector<const KernelModule*> with_drivers_;
  std::set<std::string, std::less<>> built_in_;
};

}  // namespace ko2alias
