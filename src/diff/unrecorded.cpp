#include "diff/unrecorded.h"

namespace ko2alias {
namespace {

// Pairs the claims of one kernel. `add` gets a claim and the one that the other kernel has to have.
template <class Add>
std::size_t pair(const std::vector<LoneClaim>& claims, const BuiltIns& other, MadeClaims& made,
                 std::vector<LoneClaim>& left, Add add) {
  std::size_t count = 0;
  for (const LoneClaim& lone : claims) {
    const ClaimRef& claim = lone.claim;
    if (!other.has_unrecorded(claim.name())) {
      left.push_back(lone);
      continue;
    }
    ++count;
    if (!claim.is_builtin()) add(claim, made.claim(claim.name(), claim.pattern()));
  }
  return count;
}

}  // namespace

UnrecordedPairing pair_unrecorded(const LoneClaims& alone, const BothBuiltIns& built_ins,
                                  MadeClaims& made) {
  UnrecordedPairing result;
  std::vector<Change>& changes = result.changes;
  LoneClaims& left = result.alone;
  result.after_count = pair(
      alone.before, built_ins.after, made, left.before,
      [&](const ClaimRef& claim, const ClaimRef& other) {
        changes.push_back({.category = Category::now_built_in, .before = claim, .after = other});
      });
  result.before_count =
      pair(alone.after, built_ins.before, made, left.after,
           [&](const ClaimRef& claim, const ClaimRef& other) {
             changes.push_back({.category = Category::now_module, .before = other, .after = claim});
           });
  return result;
}

}  // namespace ko2alias
