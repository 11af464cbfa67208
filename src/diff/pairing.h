// Pairs the aliases of two kernels by their patterns.
//
//   old                new
//   i2c:x  a           i2c:x  b               moved
//   i2c:y  a           i2c:y  a (built in)    now built in
//   pci:v1ED5…  a      vfio_pci:v1ED5…  a     override changed
//   i2c:z  a                                  alone: judged by its devices (judge.h)
#pragma once

#include <vector>

#include "diff/both_claims.h"
#include "diff/change.h"

namespace ko2alias {

/// A claim that found no partner in the other kernel, and its pattern's id in its own.
struct LoneClaim {
  Claims::Id pattern = 0;
  ClaimRef claim{};
};

/// Both in the order of their patterns.
struct LoneClaims {
  std::vector<LoneClaim> before{};
  std::vector<LoneClaim> after{};
};

struct Pairing {
  /// The changes of claims that have a partner; none for claims that stayed the same.
  std::vector<Change> changes{};
  LoneClaims alone{};
  /// How many claims have a partner whose driver data could not be compared, though they were asked
  /// for: they are not known of both, or lead to something without a name.
  std::size_t unknown_data = 0;
  std::size_t unnamed_data = 0;
};

/// Pairs claims of the same pattern. Those whose pattern the other kernel lacks are alone.
Pairing pair_patterns(const BothClaims& claims, bool with_data);

/// Pairs claims that differ in their override prefix alone, in modules of one name.
Pairing pair_overrides(const BothClaims& claims, const LoneClaims& alone);

}  // namespace ko2alias
