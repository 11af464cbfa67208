// Finds the gaps in what is known of two kernels that matter for their comparison.
#pragma once

#include <vector>

#include "diff/built_ins.h"
#include "diff/diff.h"
#include "diff/unrecorded.h"

namespace ko2alias {

/// What a comparison met on its way, whatever of it is shown.
struct Gaps {
  BothBuiltIns built_ins;
  UnrecordedCounts unrecorded_before{};
  UnrecordedCounts unrecorded_after{};
  std::size_t undecided = 0;
  std::size_t unknown_data = 0;
  std::size_t unnamed_data = 0;
};

/// The comparison has the changes that are shown.
std::vector<Caveat> find_caveats(const Kernel& before, const Kernel& after,
                                 const CompareOptions& options, const Gaps& gaps,
                                 const Comparison& comparison);

}  // namespace ko2alias
