// Finds the symbols of device tables among the thousands of symbols that a module has.
#pragma once

#include <optional>

#include "ko2alias/image.h"

namespace ko2alias {

/// Fills in `mod_symbols` and `has_local_objects` of an image whose sections are known.
std::optional<Problem> add_mod_symbols(ModuleImage& image);

}  // namespace ko2alias
