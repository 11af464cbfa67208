// The devices for which libvirt would choose another driver in a new kernel.
#pragma once

#include <string>
#include <vector>

#include "device/device_list.h"
#include "device/device_names.h"
#include "match/vfio.h"

namespace ko2alias {

/// A device with the choices in both kernels. Looks into what these look into.
struct VfioChange {
  const Device* device = nullptr;
  VfioChoice before{};
  VfioChoice after{};

  /// Whether the modules differ, or the drivers where both are known.
  [[nodiscard]] bool is_change() const;
};

/// Those that change:
///
///   1 of 2 devices would be bound to another driver:
///     0000:41:00.1  pci:v000015B3d0000101E…  Mellanox Technologies ConnectX Family …
///       vfio-pci → mlx5_vfio_pci, driver mlx5-vfio-pci
std::string render_vfio_changes(const std::vector<VfioChange>& changes, const DeviceNames& names);
std::string render_vfio_changes_json(const std::vector<VfioChange>& changes,
                                     const DeviceNames& names);

}  // namespace ko2alias
