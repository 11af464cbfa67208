#include "diff/judge.h"

#include <algorithm>
#include <optional>

#include "diff/coverage.h"

namespace ko2alias {
namespace {

using Extent = Coverage::Extent;

Category category_of_old(const Coverage& coverage) {
  switch (coverage.extent) {
    case Extent::none: return Category::lost;
    case Extent::generic: return Category::lost_to_generic;
    case Extent::some: return Category::partly_lost;
    case Extent::undecided: return Category::not_decided;
    case Extent::all: break;
  }
  return Category::still_covered;
}

// A new alias is what is left of a wider one if an old alias around it is gone. Otherwise it
// stands beside aliases that are still there.
Category category_of_new(const Coverage& coverage, const Counterpart& old_side) {
  switch (coverage.extent) {
    case Extent::none: return Category::gained;
    case Extent::generic: return Category::gained_from_generic;
    case Extent::some: return Category::widened;
    case Extent::undecided: return Category::not_decided;
    case Extent::all: break;
  }
  const bool is_left = std::any_of(coverage.by.begin(), coverage.by.end(),
                                   [&](Claims::Id id) { return old_side.is_new(id); });
  return is_left ? Category::narrowed : Category::already_covered;
}

// Makes the changes of one kernel's claims, by what the other kernel matches of their patterns.
class Judge {
 public:
  Judge(const Claims& claims, const Counterpart& other, Work& work)
      : claims_(claims), other_(other), work_(work) {}

  /// The change of a pattern, without the claim. Several claims of one pattern follow one another,
  /// and are covered alike.
  template <class CategoryOf>
  const Change& judge(Claims::Id pattern, CategoryOf category_of) {
    if (last_ == pattern) return change_;
    last_ = pattern;
    const Coverage coverage =
        other_.cover(claims_.patterns()[pattern], claims_.index().glob(pattern), work_);
    change_ = {.category = category_of(coverage), .device = coverage.device};
    for (const Claims::Id id : coverage.by) change_.add_others(other_.claims().of(id));
    return change_;
  }

 private:
  const Claims& claims_;
  const Counterpart& other_;
  Work& work_;
  std::optional<Claims::Id> last_;
  Change change_;
};

}  // namespace

std::vector<Change> judge(const BothClaims& claims, const LoneClaims& alone, Work& work) {
  const auto& [before, after] = claims;
  const Counterpart old_side(before, after);
  const Counterpart new_side(after, before);
  Judge old_judge(before, new_side, work);
  Judge new_judge(after, old_side, work);
  std::vector<Change> changes;
  for (const auto& [pattern, claim] : alone.before)
    changes.emplace_back(old_judge.judge(pattern, category_of_old)).before = claim;
  for (const auto& [pattern, claim] : alone.after)
    changes
        .emplace_back(new_judge.judge(
            pattern, [&](const Coverage& coverage) { return category_of_new(coverage, old_side); }))
        .after = claim;
  return changes;
}

}  // namespace ko2alias
