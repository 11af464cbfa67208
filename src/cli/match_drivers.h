// What `match` tells of the names of drivers.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/options.h"
#include "match/formats.h"

namespace ko2alias {

/// Throws UsageError where --driver-override does not go with other options, or names a module
/// whose driver is called otherwise.
void check_driver_options(const OptionValues& values);

/// Whether a format shows the names of drivers, and nothing where they are not known.
bool is_of_drivers(const MatchFormat& format);

/// Whether there is an answer about a driver that is forced on devices. Writes to the error stream
/// that no module is known to have it, that the answer takes the module of its name for its own,
/// or that this module calls its driver otherwise, so that none gets the device.
bool knows_module_of(const std::string& driver, const Matcher& matcher, const Kernel& kernel,
                     const std::vector<Device>& devices, const Streams& streams);

/// Writes to the error stream which devices get a module whose driver is not known. Returns whether
/// all are known.
bool tell_unknown_drivers(const std::vector<Device>& devices, const KernelMatches& matches,
                          const Streams& streams);

/// Whether each device is known by its place in /sys. Writes to the error stream which are not.
bool have_places(const std::vector<Device>& devices, const Streams& streams);

}  // namespace ko2alias
