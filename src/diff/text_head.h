// The head of the comparison's text: what it comes to, and of which kernels.
#pragma once

#include <string>

#include "diff/formats.h"

namespace ko2alias {

std::string text_head(const CompareView& view);

}  // namespace ko2alias
