// What `check` says of its rules instead of checking: --list-rules and --explain.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "check/rule.h"
#include "cli/options.h"

namespace ko2alias {

/// Adds both options.
void add_rule_options(OptionTable& options);
/// The ids of all rules, as words that options take.
std::vector<OptionWord> rule_words();
/// `; did you mean 'table-size'?` for an id that no rule has; nothing where none is near.
std::string nearest_rule(std::string_view id);

/// How to learn more of the first of the gravest findings; nothing where there are none.
std::string explain_hint(std::span<const Finding> findings);

/// Writes what was asked of the rules. False where nothing was. Throws UsageError.
bool tell_rules(const OptionValues& values, const Streams& streams);

}  // namespace ko2alias
