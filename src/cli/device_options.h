// The devices that options and arguments name.
#pragma once

#include <vector>

#include "cli/options.h"
#include "device/device_list.h"

namespace ko2alias {

/// Adds --devices, --sys and --from.
void add_device_options(po::options_description& options);

/// The devices of a list, or of a /sys. Throws UsageError.
std::vector<Device> listed_devices(const std::string& path);

/// The devices of the arguments (modaliases, ids, names of modules), then those of these options.
/// Throws UsageError where there is none.
std::vector<Device> devices_of(const po::variables_map& values);

}  // namespace ko2alias
