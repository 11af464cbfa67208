// The answer to whether two entries give the driver the same data.
#pragma once

#include <cstdint>

namespace ko2alias {

enum class SameData : std::uint8_t { yes, no, not_known };

}  // namespace ko2alias
