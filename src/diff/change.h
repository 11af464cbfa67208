// A comparison of two kernels as data: the changes, each of one alias or of one device.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "device/device_list.h"
#include "diff/category.h"
#include "diff/caveat.h"
#include "diff/made_claims.h"
#include "kernel/kernel.h"
#include "kernel/kernel_name.h"
#include "pattern/alias_bus.h"

namespace ko2alias {

/// The option of the kernels' .config that explains what became of a module.
struct ConfigReason {
  std::string option{};
  std::string before{};
  std::string after{};
};

/// The change of one alias, or of a module without aliases, whose claim has no pattern. `before` or
/// `after` is empty where only the other kernel has it.
struct Change {
  Category category = Category::lost;
  std::string_view bus{};
  std::optional<ClaimRef> before{};
  std::optional<ClaimRef> after{};
  /// Aliases of the other kernel that match the same devices, or some of them; the first of them,
  /// where they are many. For a lost or gained alias: aliases of whole classes that only the other
  /// kernel has; a device that is of such a class too is matched by them.
  std::vector<ClaimRef> others{};
  /// How many of them there are.
  std::size_t other_count = 0;
  /// A modalias that this alias matches and no alias of the other kernel does, generic ones aside.
  std::string device{};
  /// The module has another name now, and nothing else happened to it.
  bool is_renamed = false;
  std::optional<ConfigReason> reason{};

  /// Whether it is of an alias that no device can match, so that nothing is lost or gained.
  [[nodiscard]] bool matches_nothing() const {
    return other_count == 0 &&
           (category == Category::still_covered || category == Category::already_covered);
  }

  /// The old alias, or the new one where there is no old one.
  [[nodiscard]] const ClaimRef& claim() const { return before ? *before : *after; }

  /// Thousands of modules may claim one pattern, and the change of each of them has this list.
  void add_others(std::span<const ClaimRef> more) {
    constexpr std::size_t most = 16;
    other_count += more.size();
    more = more.first(std::min(more.size(), most - others.size()));
    others.insert(others.end(), more.begin(), more.end());
  }
};

/// A device whose modules are others in the new kernel: `lost`, `lost_to_generic`, `gained`,
/// `gained_from_generic`, `moved`, `now_built_in` or `now_module`.
struct DeviceChange {
  Category category = Category::lost;
  const Device* device = nullptr;
  /// Before the device's modalias: `vfio_` where the modules are those that a hypervisor would have
  /// for the device. Mostly empty.
  std::string override_prefix{};
  /// Its modules, each with one alias that matches the device.
  std::vector<ClaimRef> before{};
  std::vector<ClaimRef> after{};
  /// The lines of modprobe's configuration that decide, where it counts:
  /// `acme_nic: blacklist acme_nic (/etc/modprobe.d/acme.conf:3)`.
  std::vector<std::string> dropped_before{};
  std::vector<std::string> dropped_after{};
  /// The option by which a module is now built in, or no longer.
  std::optional<ConfigReason> reason{};

  [[nodiscard]] std::string_view bus() const { return bus_of(device->modalias); }
  /// The modalias that was asked for.
  [[nodiscard]] std::string modalias() const { return override_prefix + device->modalias; }
};

/// Modules that only the old kernel has, each with the option that explains it.
using GoneModules = std::map<std::string_view, std::optional<ConfigReason>, std::less<>>;

struct Comparison {
  KernelName before{};
  KernelName after{};
  /// Gaps in what is known of the kernels; every format shows them.
  std::vector<Caveat> caveats{};
  /// Ordered by category, bus, modules and pattern.
  std::vector<Change> changes{};
  /// Modules that lose aliases, or have none, and are gone as a whole.
  GoneModules gone_modules{};
  /// The devices whose modules changed, in the order of the list, if devices were asked about.
  std::vector<DeviceChange> device_changes{};
  /// How many devices were asked about, if any were.
  std::optional<std::size_t> device_count{};
  /// On how many hosts they are, where the list names hosts.
  std::size_t host_count = 0;
  /// Whether devices that lose their driver were asked for, so that none means none.
  bool has_losses = true;
  /// The claims in the changes that no kernel records.
  MadeClaims made{};

  [[nodiscard]] std::size_t count(Category category) const;
};

/// Whether two claims are by modules of one name, both built in or both files.
bool are_same_kind(const ClaimRef& a, const ClaimRef& b);

/// Whether a change is in one of the categories, or may be, as far as that was not decided. An
/// empty list stands for all.
bool is_in(const Change& change, std::span<const Category> categories);
bool is_in(const DeviceChange& change, std::span<const Category> categories);

}  // namespace ko2alias
