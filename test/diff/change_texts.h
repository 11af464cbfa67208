// Changes as texts that a test can compare, each as `category: MODULE PATTERN > MODULE PATTERN`
// with
// `-` for the kernel that lacks the alias.
#pragma once

#include <optional>
#include <string>

#include "diff/diff.h"
#include "kit/kit.h"

namespace ko2alias::test {

/// `MODULE PATTERN`, or `-`.
std::string to_text(const std::optional<ClaimRef>& claim);

strings texts_of(const Comparison& comparison);

/// The changes between two kernels that are given as lines (kit/kernel_lines.h).
strings changes(const strings& before, const strings& after, const CompareOptions& options = {});

}  // namespace ko2alias::test
