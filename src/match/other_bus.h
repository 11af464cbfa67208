// For a device that gets no module: modules that know its name on another bus. An SPI device
// reports its first compatible alone, without the vendor, and its driver may be made for its
// devicetree text:
//
//   spi:panel-mipi-dbi-spi                    the device: no module
//   of:N*T*Cacme,panel-mipi-dbi-spi           panel_mipi_dbi has the name on the bus of
//
// i2c is as spi is, and the ids of acpi are names too: `i2c:10EC5640:00` and `acpi*:10EC5640:*`.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "device/device_list.h"
#include "match/matcher.h"

namespace ko2alias {

/// A module that has a device's name on another bus.
struct OtherBusHint {
  std::string module{};
  /// The alias with the name; or, where `device` is set, the one that this device matches.
  std::string pattern{};
  /// The modalias of another device that was asked for, which has the name on the other bus.
  std::string device{};
};

/// For each of the devices the hints, one a module, which only those have that no module matches.
/// `modules` are the answers for the devices.
std::vector<std::vector<OtherBusHint>> find_other_bus_hints(
    const Kernel& kernel, const std::vector<Device>& devices,
    const std::vector<std::vector<MatchedModule>>& modules);

}  // namespace ko2alias
