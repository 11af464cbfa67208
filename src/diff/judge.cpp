#include "diff/judge.h"

#include <algorithm>

#include "diff/coverage.h"

namespace ko2alias {
namespace {

using Extent = Coverage::Extent;

Category category_of_old(const Coverage& coverage) {
  switch (coverage.extent) {
    case Extent::none: return Category::lost;
    case Extent::some: return Category::partly_lost;
    case Extent::all: break;
  }
  return Category::still_covered;
}

// A new alias is what is left of a wider one if an old alias around it is gone. Otherwise it
// stands beside aliases that are still there.
Category category_of_new(const Coverage& coverage, const Counterpart& old_side) {
  if (coverage.extent == Extent::none) return Category::gained;
  if (coverage.extent == Extent::some) return Category::widened;
  const bool is_left = std::any_of(coverage.by.begin(), coverage.by.end(),
                                   [&](Claims::Id id) { return old_side.is_new(id); });
  return is_left ? Category::narrowed : Category::already_covered;
}

}  // namespace

std::vector<Change> judge(const BothClaims& claims, const LoneClaims& alone) {
  const auto& [before, after] = claims;
  const Counterpart old_side(before, after);
  const Counterpart new_side(after, before);
  std::vector<Change> changes;
  for (const auto& [pattern, claim] : alone.before) {
    const Coverage coverage = new_side.cover(before.index().glob(pattern));
    changes.push_back({.category = category_of_old(coverage),
                       .before = claim,
                       .others = after.of(coverage.by),
                       .device = coverage.device});
  }
  for (const auto& [pattern, claim] : alone.after) {
    const Coverage coverage = old_side.cover(after.index().glob(pattern));
    changes.push_back({.category = category_of_new(coverage, old_side),
                       .after = claim,
                       .others = before.of(coverage.by),
                       .device = coverage.device});
  }
  return changes;
}

}  // namespace ko2alias
