// Remedies: the options and commands of this program that help with a problem. The library knows
// none of them; it names the kind of the problem.
//
//   stripped of …: its aliases (12) stand in .modinfo alone                          the library
//   stripped of …: its aliases (12) stand in .modinfo alone (--source auto takes them)    the user
#pragma once

#include <string>

#include "ko2alias/problem.h"

namespace ko2alias {

/// The problem's message, with its remedy where there is one.
std::string message_with_remedy(const Problem& problem);

}  // namespace ko2alias
