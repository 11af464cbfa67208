// What the devices of a bus report, as a pattern that is as narrow as is known: a star stands only
// where a text may be anything.
//
//   wmi     wmi:[0-9A-F][0-9A-F]…-[0-9A-F]…      a GUID in upper case
//   vmbus   vmbus:[0-9a-f][0-9a-f]…              32 digits in lower case
//   i2c     i2c:*                                any name
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "describe/bus.h"

namespace ko2alias {

/// The patterns of what devices of the bus report under a release; a device matches one of them.
/// Without a release there is one for each form that the bus has ever had. `*` stands for all that
/// is not known.
std::vector<std::string> reported_patterns(const Bus& bus, const std::optional<Release>& release);

}  // namespace ko2alias
