// Patterns, sorted by the bytes before their first wildcard, so that a device or another pattern is
// compared with few of them:
//
//   pci:v00008086d000010D3sv*sd*bc*sc*i*      stands under `pci:v00008086d000010D3sv`
//   pci:v*d*sv*sd*bc02sc00i*                  stands under `pci:v`
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pattern/glob.h"

namespace ko2alias {

/// Aliases as kmod reads them.
std::vector<Glob> globs_of(const std::vector<std::string>& aliases);

class AliasIndex {
 public:
  using Id = std::uint32_t;

  /// An id is the index of a pattern in `patterns`.
  explicit AliasIndex(std::vector<Glob> patterns);
  AliasIndex(const AliasIndex&) = delete;
  AliasIndex& operator=(const AliasIndex&) = delete;

  [[nodiscard]] const Glob& glob(Id id) const { return globs_[id]; }
  // The answers are ids in ascending order. They are cut short once `work` is used up.

  /// The patterns that match a text.
  [[nodiscard]] std::vector<Id> matching(std::string_view text, Work& work) const;
  [[nodiscard]] std::vector<Id> matching(std::string_view text) const {
    Work any;
    return matching(text, any);
  }
  /// The patterns that match some text that the glob matches too.
  [[nodiscard]] std::vector<Id> overlapping(const Glob& glob, Work& work) const;
  [[nodiscard]] std::vector<Id> overlapping(const Glob& glob) const {
    Work any;
    return overlapping(glob, any);
  }
  /// The patterns all of whose texts the glob obviously matches too.
  [[nodiscard]] std::vector<Id> within(const Glob& glob, Work& work) const;
  [[nodiscard]] std::vector<Id> within(const Glob& glob) const {
    Work any;
    return within(glob, any);
  }

 private:
  /// Calls `visit` for each pattern whose prefix `text` begins with.
  template <class Visit>
  void visit_prefixes_of(std::string_view text, Work& work, Visit visit) const;
  /// Calls `visit` for each pattern whose prefix is longer than `prefix` and begins with it.
  template <class Visit>
  void visit_behind(std::string_view prefix, Work& work, Visit visit) const;
  /// The place in `sorted_` of the first pattern whose prefix is not before `prefix`, and of the
  /// first behind it whose prefix does not begin with `prefix`.
  [[nodiscard]] std::pair<std::size_t, std::size_t> places_with(std::string_view prefix) const;

  std::vector<Glob> globs_;
  /// A text that each pattern matches; nothing for a pattern that matches none.
  std::vector<std::optional<std::string>> samples_;
  /// Ids in the order of the patterns' prefixes.
  std::vector<Id> sorted_;
  /// In the same order: a bit for each run of three bytes in the pattern's sample, which some runs
  /// share; all bits where there is no sample.
  std::vector<std::uint64_t> signatures_;
  /// The stretch of `sorted_` that holds the patterns with one prefix.
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  std::unordered_map<std::string_view, Range> by_prefix_;
  /// The sizes of all prefixes, ascending, each once.
  std::vector<std::size_t> sizes_;
};

}  // namespace ko2alias
