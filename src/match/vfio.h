// Chooses the driver that libvirt binds to a device before it hands the device to a guest. The
// lines of modules.alias that begin with `vfio_pci:` name drivers made for some devices; libvirt
// compares them with the device field by field, as strings:
//
//   pci:v000015B3d0000101Esv000015B3sd00000127bc02sc00i00        the device
//   vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*  mlx5_vfio_pci     five stars: chosen
//   vfio_pci:v*d*sv*sd*bc*sc*i*                vfio_pci          seven stars
//   vfio_pci:v000015B3d*sv*sd*bc02sc00i00*     acme_vfio_pci     no match: `00*` is not `00`
//
// modprobe would take the last line for a match.
//
// A device may be known in part: `pci:v000015B3d0000101Esv*sd*bc*sc*i*`. Its driver is known all
// the same, unless a line that would win compares a field that is not known.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/kernel.h"
#include "ko2alias/problem.h"

namespace ko2alias {

/// The largest modules.alias that libvirt reads, 8 MiB; of a larger one it knows no drivers.
/// Compare with `ModulesAlias::size`.
constexpr std::size_t largest_modules_alias = std::size_t{8} << 20;

/// A line of modules.alias whose every field is the device's, or may be, or is `*` alone.
struct VfioCandidate {
  ClaimRef claim{};
  /// How many fields are `*`.
  unsigned stars = 0;
  /// The tag of the first field that the line compares and that is not known of the device; a
  /// constant. Empty where the line is a candidate for certain.
  std::string_view unknown_field{};

  [[nodiscard]] bool is_certain() const { return unknown_field.empty(); }
};

/// A line that looks meant for the device, but that libvirt does not take: modprobe would match it,
/// or only upper and lower case differ, or it is line 1.
struct VfioNearMiss {
  ClaimRef claim{};
  /// `field 'i00*' is neither '00' nor '*', and libvirt compares strings`. Holds bytes of the
  /// pattern as they are.
  std::string reason{};
};

/// The driver for one device. Looks into the caller's claims.
struct VfioChoice {
  /// `pci` or `cdx`; a constant.
  std::string_view bus{};
  /// The module that libvirt would load: that of the chosen line, or vfio_pci (vfio_cdx) where no
  /// line is a candidate. Empty where it depends on a field that is not known.
  std::string module{};
  /// The driver's name, which belongs into the device's `driver_override`. modules.alias has names
  /// of modules alone: it is known where the claim's module knows its drivers, and of vfio_pci,
  /// whose driver is vfio-pci (vfio_cdx: vfio-cdx). Empty where it is not known.
  std::string driver{};
  /// The candidates with the fewest stars first, and those with as many stars in the order of their
  /// lines. The first is the chosen one. Behind them, in the same order, lines that may be
  /// candidates, as not all is known of the device.
  std::vector<VfioCandidate> candidates{};
  /// The line on whose unknown field the driver depends; nothing where the driver is known.
  std::optional<VfioCandidate> deciding{};
  /// In the order of their lines.
  std::vector<VfioNearMiss> near_misses{};

  /// The module, save that vfio_pci is told by its driver, vfio-pci.
  [[nodiscard]] const std::string& name() const;
  /// How many candidates of other modules have as few stars as the chosen one, and lost only
  /// because they stand behind it.
  [[nodiscard]] std::size_t ties() const;
};

/// The name of a module's driver, where it is known: `vfio-pci` for vfio_pci. Empty for others:
/// most drivers are called like their module, and some are not.
std::string_view known_driver(std::string_view module);

/// Chooses for a device on pci as libvirt does. libvirt knows nothing of cdx; for a device there
/// the same rule is used with `vfio_cdx:`. The claims are those of a modules.alias, with their
/// lines; claims on anything else are passed over, those of other override values (`acme_pci:`)
/// too. A modalias of another bus is a problem, and so is a field that is missing, or is neither
/// `*`, which is one that is not known, nor upper-case hexadecimal digits.
Result<VfioChoice> choose_vfio_driver(std::string_view modalias, std::span<const ClaimRef> claims);

}  // namespace ko2alias
