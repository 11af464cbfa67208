// What modprobe would load for a device once its configuration has had its say. `modprobe -R` says
// what is found; between that and the loading stand the lines of modprobe.d:
//
//   found    acme_nic acme_old_nic              by the kernel's aliases, or by lines of `alias`
//   dropped  acme_old_nic                       blacklisted (/etc/modprobe.d/acme.conf:3)
//   steps    acme_phy acme_core acme_nic        softdep, dependency, the module itself
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/kernel.h"
#include "kernel/modprobe_config.h"
#include "match/matcher.h"

namespace ko2alias {

/// A module that is loaded, or a command that runs instead.
struct LoadStep {
  enum class Role : std::uint8_t { itself, dependency, soft_dependency };

  std::string module{};
  Role role = Role::itself;
  bool is_builtin = false;
  /// The line whose command runs instead.
  const Directive* install = nullptr;
  /// The line that names a soft dependency; null where the module itself does.
  const Directive* softdep = nullptr;
};

/// A module that modprobe finds for a device.
struct ConfiguredModule {
  std::string name{};
  /// Whether the kernel has it, and has it built in.
  bool is_known = true;
  bool is_builtin = false;
  /// The lines that lead from the device to it, drop it, and run a command instead.
  const Directive* alias = nullptr;
  const Directive* blacklist = nullptr;
  const Directive* install = nullptr;
  std::vector<const Directive*> options{};
  /// Everything that happens when it is loaded, in order; nothing for one that is dropped.
  std::vector<LoadStep> steps{};
  /// Whether these are all: what a module in a list or a snapshot depends on is not known.
  bool has_all_steps = true;

  /// Whether the device certainly does without it: it is blacklisted, no such module is there, or a
  /// command runs instead that does nothing.
  [[nodiscard]] bool is_dropped() const;
};

/// What modprobe finds for a device, in its order.
struct Loading {
  std::vector<ConfiguredModule> modules{};
  /// Whether lines of `alias` replaced what the kernel has for it.
  bool is_replaced = false;

  [[nodiscard]] bool is_all_dropped() const;
  /// The modules that are not dropped, each once.
  [[nodiscard]] std::vector<std::string> loaded_names() const;
  /// Null where modprobe does not find it.
  [[nodiscard]] const ConfiguredModule* find(std::string_view module) const;
};

class Loader {
 public:
  /// Looks into the kernel, its configuration and the matcher, which have to outlive the loader.
  Loader(const Kernel& kernel, const Matcher& matcher);

  /// What happens for a device, of which the kernel has these modules.
  [[nodiscard]] Loading load(std::string_view modalias,
                             const std::vector<MatchedModule>& matched) const;

  /// Whether modprobe finds anything by this text: a module, an alias, or a line of its
  /// configuration.
  [[nodiscard]] bool knows(std::string_view asked) const { return !find(asked).empty(); }

 private:
  friend class Steps;

  // What leads to a module: a line of `alias`, or the text that was asked; empty for its name. kmod
  // has an object for each module and what led to it.
  struct Found {
    std::string module{};
    std::string alias{};
    const Directive* line = nullptr;

    friend auto operator<=>(const Found&, const Found&) = default;
  };

  /// What `modprobe -R` prints.
  [[nodiscard]] std::vector<Found> find(std::string_view asked) const;
  [[nodiscard]] ConfiguredModule configured(std::string_view asked, const Found& found) const;
  [[nodiscard]] const KernelModule* find_module(std::string_view name) const;
  [[nodiscard]] bool is_builtin(std::string_view name) const;

  const ModprobeConfig& config_;
  const Matcher& matcher_;
  std::unordered_map<std::string_view, const KernelModule*> modules_;
  std::set<std::string, std::less<>> built_in_;
};

/// `blacklisted (/etc/modprobe.d/acme.conf:3)`; empty for a module that is simply loaded.
std::string fate_text(const ConfiguredModule& module);
/// `softdep (/etc/modprobe.d/acme.conf:4)`, or where the module itself asks for it.
std::string reason_text(const LoadStep& step);

}  // namespace ko2alias
