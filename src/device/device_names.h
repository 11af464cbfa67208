// Names of devices in words, for aliases and modaliases.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "device/id_names.h"

namespace ko2alias {

/// Names of PCI and USB vendors, devices and classes. The texts are read at once; any number of
/// threads may ask.
class DeviceNames {
 public:
  /// Knows no names.
  DeviceNames() = default;
  DeviceNames(std::string pci_ids, std::string usb_ids);

  /// What a modalias or an alias pattern speaks of, in words: `Intel Corporation 82574L Gigabit
  /// Network Connection`; of a pattern with the vendor alone, the vendor; with a class alone, the
  /// class. Empty where nothing is known, and for other buses. Bytes above ASCII are those of the
  /// texts.
  [[nodiscard]] std::string describe(std::string_view alias) const;

 private:
  IdNames pci_{};
  IdNames usb_{};
};

/// The names in the pci.ids and usb.ids of a folder, or of those where distributions have them; no
/// names without them.
DeviceNames read_device_names(const std::optional<std::string>& folder);

}  // namespace ko2alias
