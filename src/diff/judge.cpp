#include "diff/judge.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "diff/coverage.h"
#include "support/run_both.h"

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
  Judge(const Claims& claims, const Counterpart& other, std::uint64_t most_work)
      : claims_(claims), other_(other), work_(most_work) {}

  /// The changes of these claims, each of which is the change's `side`.
  template <class CategoryOf>
  std::vector<Change> judge(const std::vector<LoneClaim>& alone,
                            std::optional<ClaimRef> Change::*side, CategoryOf category_of) {
    std::vector<Change> changes;
    changes.reserve(alone.size());
    for (const auto& [pattern, claim] : alone)
      changes.emplace_back(judge(pattern, category_of)).*side = claim;
    return changes;
  }

 private:
  // The change of a pattern, without the claim. Several claims of one pattern follow one another,
  // and are covered alike.
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

  const Claims& claims_;
  const Counterpart& other_;
  Work work_;
  std::optional<Claims::Id> last_;
  Change change_;
};

}  // namespace

std::vector<Change> judge(const BothClaims& claims, const LoneClaims& alone,
                          std::uint64_t most_work, unsigned jobs) {
  const Claims& before = claims.before;
  const Claims& after = claims.after;
  std::optional<Counterpart> old_side;
  std::optional<Counterpart> new_side;
  run_both(
      jobs > 1, [&] { old_side.emplace(before, after); }, [&] { new_side.emplace(after, before); });
  std::vector<Change> changes;
  std::vector<Change> of_new;
  run_both(
      jobs > 1,
      [&] {
        of_new = Judge(after, *old_side, most_work / 2)
                     .judge(alone.after, &Change::after, [&](const Coverage& coverage) {
                       return category_of_new(coverage, *old_side);
                     });
      },
      [&] {
        changes = Judge(before, *new_side, most_work / 2)
                      .judge(alone.before, &Change::before, category_of_old);
      });
  std::move(of_new.begin(), of_new.end(), std::back_inserter(changes));
  return changes;
}

}  // namespace ko2alias
