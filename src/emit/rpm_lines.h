// The lines that RPM's generators print of one file, which have much in common.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "emit/record.h"

namespace ko2alias {

/// Sorts and merges the texts of a module, and adds each. Raw, the problem is a text that the
/// script makes and nobody can read.
std::optional<Problem> add_rpm_lines(const RecordModule& module, std::vector<std::string> texts,
                                     bool is_raw,
                                     const std::function<void(const std::string&)>& add);

}  // namespace ko2alias
