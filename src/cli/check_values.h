// The options of `check` that say which findings count.
#pragma once

#include <vector>

#include "check/baseline.h"
#include "cli/options.h"

namespace ko2alias {

/// --fail-on, --suppress and --baseline. All throw UsageError.
Severity fail_severity(const OptionValues& values);
std::vector<Suppression> suppressions_of(const OptionValues& values);
Baseline read_baseline(const OptionValues& values);

}  // namespace ko2alias
