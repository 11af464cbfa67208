// The devices that options and arguments name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "device/device_list.h"

namespace ko2alias {

struct DeviceOptions {
  /// Arguments: modaliases, ids, names of modules.
  std::vector<std::string> named{};
  /// --devices, --sys and --from.
  std::optional<std::string> list{};
  std::optional<std::string> sys{};
  std::optional<std::string> from{};
};

/// Adds --devices, --sys and --from.
void add_device_options(po::options_description& options);
DeviceOptions device_options(const OptionValues& values);

/// The devices of the arguments, then those of the options. Throws UsageError where there is none.
std::vector<Device> devices_of(const DeviceOptions& options);

/// The devices of a list, or of a /sys. Throws UsageError.
std::vector<Device> listed_devices(const std::string& path);

}  // namespace ko2alias
