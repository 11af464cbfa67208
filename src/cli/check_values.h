// The options of `check` that say which findings count.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/baseline.h"
#include "cli/options.h"

namespace ko2alias {

/// Adds --fail-on and --suppress.
void add_counting_options(OptionTable& options);

/// `error`, `warning`, `note` or `never`.
bool is_fail_severity(const std::string& name);
/// What is wrong with `RULE,RULE:MODULE`; nothing where that is a list of suppressions.
std::optional<std::string> suppression_fault(const std::string& list);

/// --fail-on, --suppress and --baseline. All throw UsageError. Without a severity no finding
/// counts.
std::optional<Severity> fail_severity(const OptionValues& values);
std::vector<Suppression> suppressions_of(const OptionValues& values);
Baseline read_baseline(const OptionValues& values);

}  // namespace ko2alias
