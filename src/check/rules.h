// The table of rules, and the run of all of them over a module.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "check/rule.h"
#include "module/module_report.h"

namespace ko2alias {

/// All rules, in the order of the documentation.
std::span<const Rule> rules();
/// Null for an id that no rule has.
const Rule* find_rule(std::string_view id);

/// Everything that the rules find in a module, in the order of finding_order.h and at one place in
/// that of the rules; of a module that is known from a list alone, the rules that need no more than
/// aliases. The report holds the aliases of all sources; `kernel` may be null.
std::vector<Finding> check_module(const ModuleReport& report, const TargetKernel* kernel);

}  // namespace ko2alias
