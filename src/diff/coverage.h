// What of a pattern's devices another kernel matches.
#pragma once

#include <string>
#include <vector>

#include "kernel/claims.h"
#include "pattern/glob.h"

namespace ko2alias {

struct Coverage {
  enum class Extent : std::uint8_t { none, some, all };
  Extent extent = Extent::none;
  /// The patterns of the other kernel that match all of it (together), or some of it. With `none`,
  /// patterns of a whole class that it did not share before: a device that is of such a class too
  /// is matched by them.
  std::vector<Claims::Id> by{};
  /// Where not all is matched: a device of the pattern that is not.
  std::string device{};
};

/// A kernel's patterns, and which of them the kernel that it is compared with lacks.
class Counterpart {
 public:
  Counterpart(const Claims& claims, const Claims& compared_with);

  /// Decides what this kernel matches of a pattern that only the other one has. `some` needs a
  /// pattern that lies within this one, or one that the other kernel lacks: what both match in the
  /// same way, a whole class of devices say, tells nothing of what changed.
  [[nodiscard]] Coverage cover(const Glob& pattern) const;

  [[nodiscard]] const Claims& claims() const { return claims_; }
  [[nodiscard]] bool is_new(Claims::Id id) const { return is_new_[id]; }

 private:
  friend class Coverer;

  const Claims& claims_;
  std::vector<bool> is_new_;
  /// The ids of the new ones, and an index of them alone.
  std::vector<Claims::Id> new_ids_;
  AliasIndex new_index_;
};

}  // namespace ko2alias
