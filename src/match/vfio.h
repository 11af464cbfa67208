// Which driver libvirt binds a device to that it hands to a guest. The lines of modules.alias that
// begin with `vfio_pci:` are drivers made for some devices; libvirt compares them with the device
// field by field, as strings:
//
//   pci:v000015B3d0000101Esv000015B3sd00000127bc02sc00i00        the device
//   vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*  mlx5_vfio_pci     five stars: chosen
//   vfio_pci:v*d*sv*sd*bc*sc*i*                vfio_pci          seven stars
//   vfio_pci:v000015B3d*sv*sd*bc02sc00i00*     acme_vfio_pci     modprobe would match, but `00*` is
//   not `00`
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/kernel.h"
#include "ko2alias/problem.h"

namespace ko2alias {

/// In bytes. libvirt does not read a modules.alias that is larger than 8 MiB, and then knows
/// nothing of drivers. Compare with `ModulesAlias::size`.
constexpr std::size_t largest_modules_alias = std::size_t{8} << 20;

/// A line of modules.alias each field of which is the device's, or `*` alone.
struct VfioCandidate {
  ClaimRef claim{};
  /// How many fields are `*`.
  unsigned stars = 0;
};

/// A line that looks as if it were for the device, but that libvirt does not take: modprobe would
/// match it, or it differs in upper and lower case alone, or it is line 1.
struct VfioNearMiss {
  ClaimRef claim{};
  /// `field 'i00*' is neither '00' nor '*', and libvirt compares strings`. Holds bytes of the
  /// pattern as they are.
  std::string reason{};
};

/// The driver for one device. Looks at the same claims as the caller's.
struct VfioChoice {
  /// `pci` or `cdx`; a constant.
  std::string_view bus{};
  /// The name of a driver, which belongs into the device's `driver_override`. modules.alias has
  /// names of modules, and nothing there tells how a module calls its driver: it is taken for the
  /// same, save that the driver of the module vfio_pci is vfio-pci (and that of vfio_cdx vfio-cdx),
  /// which is also the driver where no line is a candidate.
  std::string driver{};
  /// Those with the fewest stars first; of the same number, as the lines stand. The first is the
  /// chosen one.
  std::vector<VfioCandidate> candidates{};
  /// As the lines stand.
  std::vector<VfioNearMiss> near_misses{};

  /// How many candidates of other modules have as few stars as the chosen one, and lost for
  /// standing behind it.
  [[nodiscard]] std::size_t ties() const;
};

/// For the modalias of a device on pci as libvirt does; for one on cdx, of which libvirt knows
/// nothing, by the same rule with `vfio_cdx:`. The claims are those of a modules.alias, with their
/// lines; claims on anything else are passed over, among them those of other override values
/// (`acme_pci:`). A problem for modaliases of other buses, and where a field is missing, is not
/// known (`*`), or is not in upper-case hexadecimal digits.
Result<VfioChoice> choose_vfio_driver(std::string_view modalias, std::span<const ClaimRef> claims);

}  // namespace ko2alias
