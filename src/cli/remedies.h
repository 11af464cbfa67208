// What the user may do about a problem, in the words of this program. The library knows no options
// and no commands; it names the kind of the problem.
#pragma once

#include <string>

#include "ko2alias/problem.h"

namespace ko2alias {

/// The problem's message, with its remedy where there is one.
std::string message_with_remedy(const Problem& problem);

}  // namespace ko2alias
