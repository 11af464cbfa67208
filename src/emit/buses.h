// The list of what is supported.
#pragma once

#include <string>

namespace ko2alias {

/// A table of all buses: type, alias, releases, entry sizes, and where the type was verified.
std::string render_buses();

}  // namespace ko2alias
