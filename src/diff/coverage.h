// Decides how many of a pattern's devices another kernel matches: all, some or none. The question
// is about sets of devices; two patterns may be spelled quite differently and match the same.
//
// An old kernel has usb:v1ED5p030[0-9]d*…, the new one usb:v1ED5p030[0-4]d*… instead. What of the
// old pattern does the new kernel match? There are six questions, the cheap ones first:
//
//   1. Does it match a sample, …p0300d0000…? Yes. A no would say that not all is matched, and lead
//      straight to question 5.
//   2. Does one of its patterns match all alone? Only one can that also matches …p0300d~dc~…, in
//      which each star is a run of a byte that no pattern names (pattern/star_filler.h). p030[0-4]
//      does, but it does not take 5 to 9. A yes would be the answer `all`.
//   3. Is there another sample that nothing matches? Yes: …p0305d0000…. If nothing matches the
//      text with `~`, that is one.
//   4. If there is none, several patterns may match all together: a search decides. It is needed
//      for ranges and little else. If it takes more work than may be, the answer is `undecided`.
//   5. Does one of its patterns speak of some of the devices? Yes: p030[0-4] lies within the old
//      one. The answer is `some`, and the alias is partly lost.
//   6. A no to that would be `none`. It is left to ask which classes that are new may have such a
//      device all the same.
//
// In another pair both kernels have pci:v*d*sv*sd*bc0Csc03i30*, every xHCI controller, and the new
// one lacks pci:v00001ED5d00000100sv*…. Question 1: nothing matches the sample …bc00sc00i00.
// Question 5: the class does not lie within the pattern, and is not new. Question 6: not new. So
// the answer is `none`, and the alias is lost.
//
// Generic aliases (pattern/generic.h) support no device: hid:b*g*v*p* makes none of a lost
// hid:b0003g*v00001ED5p*. They count for aliases only that are generic themselves. Where one of
// them alone matches, the answer is `generic`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kernel/claims.h"
#include "pattern/alias_trie.h"
#include "pattern/glob.h"
#include "pattern/star_filler.h"

namespace ko2alias {

struct Coverage {
  enum class Extent : std::uint8_t { none, generic, some, all, undecided };
  Extent extent = Extent::none;
  /// The other kernel's patterns that together match all devices, or that match some of them. With
  /// `none`: patterns of a whole class that only the other kernel has; they match a device that is
  /// of this class too. With `generic`: the generic pattern.
  std::vector<Claims::Id> by{};
  /// A device of the pattern that no pattern matches, generic ones aside, unless all are; empty
  /// where none is known.
  std::string device{};
};

/// A kernel's patterns, and which of them are new: those that the kernel it is compared with lacks,
/// whichever of the two is the older.
class Counterpart {
 public:
  Counterpart(const Claims& claims, const Claims& compared_with);

  /// Decides how much this kernel matches of a pattern that only the other one has. For `some`, a
  /// pattern has to lie within this one, or be one that the other kernel lacks: a pattern that both
  /// have, of a whole class of devices say, tells nothing of what changed. `undecided` once `work`
  /// is used up.
  [[nodiscard]] Coverage cover(const std::string& pattern, const Glob& glob, Work& work) const;

  [[nodiscard]] const Claims& claims() const { return claims_; }
  [[nodiscard]] bool is_new(Claims::Id id) const { return is_new_[id]; }

 private:
  friend class Coverer;

  const Claims& claims_;
  std::vector<bool> is_new_;
  std::vector<bool> is_generic_;
  /// The ids of the new ones, and an index of these alone.
  std::vector<Claims::Id> new_ids_;
  AliasIndex new_index_;
  AliasTrie trie_;
  StarFiller filler_;
};

}  // namespace ko2alias
