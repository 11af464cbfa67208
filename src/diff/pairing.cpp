#include "diff/pairing.h"
#include "pattern/alias_bus.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace ko2alias {
namespace {

using ClaimRefs = std::vector<ClaimRef>;

// --- one pattern that both kernels have ---

// Adds how a module's claim differs between the kernels, if it does.
void compare_claim(const ClaimRef& before, const ClaimRef& after, bool with_data,
                   Pairing& pairing) {
  if (before.is_builtin() != after.is_builtin()) {
    pairing.changes.push_back(
        {.category = after.is_builtin() ? Category::now_built_in : Category::now_module,
         .before = before,
         .after = after});
    return;
  }
  if (!with_data || find_bus_of(before.pattern()) == nullptr) return;
  if (!before.data().empty() && !after.data().empty()) {
    if (before.data() != after.data())
      pairing.changes.push_back(
          {.category = Category::data_changed, .before = before, .after = after});
    return;
  }
  const bool are_known = !before.claim->shown_data().empty() && !after.claim->shown_data().empty();
  ++(are_known ? pairing.unnamed_data : pairing.unknown_data);
}

// Moves the claims of modules that the other kernel does not have to the front: they are the first
// to be paired.
void sort_for_pairs(ClaimRefs& claims, const Claims& other_kernel) {
  std::stable_partition(claims.begin(), claims.end(), [&](const ClaimRef& claim) {
    return !other_kernel.has_module(claim.name());
  });
}

// Compares who claims the pattern: first the modules that claim it in both kernels. Of the others,
// one that left and one that joined are a move each, for as long as there are both.
void compare_claims(const ClaimRefs& before, const ClaimRefs& after, const BothClaims& claims,
                    bool with_data, Pairing& pairing) {
  std::vector<Change>& changes = pairing.changes;
  std::unordered_map<std::string_view, const ClaimRef*> new_claims;
  for (const ClaimRef& claim : after) new_claims.emplace(claim.name(), &claim);
  std::unordered_set<std::string_view> in_both;
  ClaimRefs left;
  ClaimRefs joined;
  for (const ClaimRef& claim : before) {
    const auto same = new_claims.find(claim.name());
    if (same == new_claims.end()) {
      left.push_back(claim);
      continue;
    }
    compare_claim(claim, *same->second, with_data, pairing);
    in_both.insert(claim.name());
  }
  for (const ClaimRef& claim : after)
    if (!in_both.contains(claim.name())) joined.push_back(claim);

  sort_for_pairs(left, claims.after);
  sort_for_pairs(joined, claims.before);
  const std::size_t moved = std::min(left.size(), joined.size());
  for (std::size_t i = 0; i < moved; ++i)
    changes.push_back({.category = Category::moved, .before = left[i], .after = joined[i]});
  for (std::size_t i = moved; i < left.size(); ++i)
    changes.emplace_back(Change{.category = Category::still_covered, .before = left[i]})
        .add_others(after);
  for (std::size_t i = moved; i < joined.size(); ++i)
    changes.emplace_back(Change{.category = Category::already_covered, .after = joined[i]})
        .add_others(before);
}

void add_alone(const Claims& claims, Claims::Id pattern, std::vector<LoneClaim>& alone) {
  for (const ClaimRef& claim : claims.of(pattern)) alone.push_back({pattern, claim});
}

// --- one pattern under two prefixes ---

// The claims of a pair have this in common: the pattern without its override prefix, and the name
// of the module.
using BareClaim = std::pair<std::string, std::string_view>;

BareClaim bare_claim(const Claims& claims, const LoneClaim& lone) {
  const std::string& pattern = claims.patterns()[lone.pattern];
  return {std::string(without_override(pattern)), lone.claim.name()};
}

}  // namespace

// Both lists of patterns are in order, so one walk along them meets equal patterns side by side.
Pairing pair_patterns(const BothClaims& claims, bool with_data) {
  const auto& [before, after] = claims;
  const std::vector<std::string>& old_patterns = before.patterns();
  const std::vector<std::string>& new_patterns = after.patterns();
  Pairing pairing;
  Claims::Id i = 0;
  Claims::Id j = 0;
  while (i < old_patterns.size() || j < new_patterns.size()) {
    const int order = i == old_patterns.size()   ? 1
                      : j == new_patterns.size() ? -1
                                                 : old_patterns[i].compare(new_patterns[j]);
    if (order < 0)
      add_alone(before, i++, pairing.alone.before);
    else if (order > 0)
      add_alone(after, j++, pairing.alone.after);
    else
      compare_claims(before.of(i++), after.of(j++), claims, with_data, pairing);
  }
  return pairing;
}

// If several claims differ in their prefixes alone, the first is paired with the first.
Pairing pair_overrides(const BothClaims& claims, const LoneClaims& alone) {
  std::multimap<BareClaim, const LoneClaim*> waiting;
  for (const LoneClaim& lone : alone.before)
    waiting.emplace(bare_claim(claims.before, lone), &lone);

  Pairing pairing;
  std::unordered_set<const LoneClaim*> paired;
  for (const LoneClaim& lone : alone.after) {
    const auto [first, end] = waiting.equal_range(bare_claim(claims.after, lone));
    if (first == end) {
      pairing.alone.after.push_back(lone);
      continue;
    }
    pairing.changes.push_back({.category = Category::override_changed,
                               .before = first->second->claim,
                               .after = lone.claim});
    paired.insert(first->second);
    waiting.erase(first);
  }
  for (const LoneClaim& lone : alone.before)
    if (!paired.contains(&lone)) pairing.alone.before.push_back(lone);
  return pairing;
}

}  // namespace ko2alias
