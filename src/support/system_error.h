#pragma once

#include <cerrno>
#include <cstring>

#include "ko2alias/problem.h"

namespace ko2alias {

/// The problem of a call of the system that failed, in the system's own text.
inline Problem system_error(int reason = errno) { return error(std::strerror(reason)); }

}  // namespace ko2alias
