// The order in which findings are told, in every format.
#pragma once

#include <vector>

#include "check/rule.h"
#include "kernel/modprobe_config.h"
#include "ko2alias/decode.h"

namespace ko2alias {

/// Puts what was found in one module into the order of its tables and their entries, a table as a
/// whole before them. Behind them come tables that no symbol exports, then `.modinfo` or the lines
/// of a list, and last the module as a whole. At one place the order stays. `module` is null where
/// the module is known from a list alone.
void order_findings(std::vector<Finding>& findings, const DecodedModule* module);
/// Puts what was found in modprobe's configuration into the order of its files, as kmod reads
/// them, and of their lines; files that it does not read come last.
void order_findings(std::vector<Finding>& findings, const ModprobeConfig& config);

}  // namespace ko2alias
