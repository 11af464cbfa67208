// The rights that a command gives up once its outputs are open, before it reads inputs.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"

namespace ko2alias {

/// Leaves a process of its own the rights to finish these outputs, of which some may be null, and
/// to have temporary files, also in these folders.
/// Where the kernel does not offer that, the command goes on as it is.
void confine(bool is_sandboxed, const Streams& streams,
             std::initializer_list<const Output*> outputs, std::vector<std::string> folders = {});

}  // namespace ko2alias
