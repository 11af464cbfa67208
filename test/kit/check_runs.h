// Runs of `check` in the folder of examples.h.
#pragma once

#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {

Outcome run_check(Arguments arguments, bool out_is_terminal = false);

/// The ids of the rules that found something, as the JSON has them, each once and sorted.
strings rules_of(Arguments arguments);

}  // namespace ko2alias::test
