// Two kernels compared by the devices that their aliases match, not by their lines.
//
//   old  alias usb:v0BDAp8152d*… r8152        new  alias usb:v0BDAp815[0-9]d*… r8152      still
//   covered, widened old  alias i2c:ad5301 ad5446              new  - lost
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "device/device_list.h"
#include "kernel/kernel.h"

namespace ko2alias {

/// What became of an alias. Each alias of either kernel that the other one has not, with the same
/// module, is in one of these. The most important first. An alias speaks of the same devices if it
/// lies within the other one, or shares devices with it that report no more than both ask for;
/// aliases of a whole class, or by another id that a device may report besides, do not count: the
/// former are told (`Change::others`). Comparing the other way round gives the mirror: gained for
/// lost, widened for partly lost, narrowed or already covered for still covered.
enum class Category : std::uint8_t {
  lost,              ///< an old alias: no alias of the new kernel speaks of its devices
  partly_lost,       ///< an old alias: the new kernel matches some of it
  override_changed,  ///< the same devices and module under another override prefix
  moved,             ///< the same pattern in another module
  now_built_in,      ///< the same pattern and module, no longer a file
  now_module,        ///< the same pattern and module, no longer built in
  data_changed,      ///< the same pattern and module, with other driver data
  narrowed,          ///< a new alias: the part of an old one, now gone, that is left
  widened,           ///< a new alias: the old kernel matched some of it
  gained,            ///< a new alias: the mirror of lost
  still_covered,     ///< an old alias that is gone, but all it matched is matched by others
  already_covered,   ///< a new alias, but all it matches was matched by others
};
constexpr std::size_t category_count = 12;

/// `partly-lost`.
std::string_view name_of(Category category);
/// What the category says, in a few words: `only some of their devices are matched any more`.
std::string_view meaning_of(Category category);
std::optional<Category> find_category(std::string_view name);

/// An option of the kernels' .config that explains what became of a module.
struct ConfigReason {
  std::string option{};
  std::string before{};
  std::string after{};
};

struct Change {
  Category category = Category::lost;
  std::string_view bus{};
  std::optional<ClaimRef> before{};
  std::optional<ClaimRef> after{};
  /// Aliases of the other kernel that match the same devices, or some of them. Of a lost or gained
  /// one: aliases of whole classes that only the other kernel has, which match a device that is of
  /// such a class too.
  std::vector<ClaimRef> others{};
  /// A modalias that this alias matches and no alias of the other kernel does.
  std::string device{};
  /// The module has another name now, and nothing else happened to it.
  bool is_renamed = false;
  std::optional<ConfigReason> reason{};
};

/// A device whose modules are others in the new kernel: `lost`, `gained`, `moved`, `now_built_in`
/// or `now_module`.
struct DeviceChange {
  Category category = Category::lost;
  const Device* device = nullptr;
  std::vector<ClaimRef> before{};
  std::vector<ClaimRef> after{};
};

struct CompareOptions {
  /// Whether to compare driver data.
  bool with_data = false;
  /// What is wanted; empty for all.
  std::vector<std::string> buses{};
  std::string module{};
  std::vector<Category> categories{};
  /// Compare what these devices get, and nothing else.
  std::optional<std::vector<Device>> devices{};
};

struct Comparison {
  std::string_view before{};
  std::string_view after{};
  /// Ordered by category, bus, modules and pattern.
  std::vector<Change> changes{};
  /// With devices: those of them whose modules changed, in the order of the list.
  std::vector<DeviceChange> device_changes{};
  /// With devices: how many were asked about.
  std::optional<std::size_t> device_count{};

  [[nodiscard]] std::size_t count(Category category) const;
};

/// Looks into the kernels and the options, which have to outlive what is returned.
Comparison compare(const Kernel& before, const Kernel& after, const CompareOptions& options);

}  // namespace ko2alias
