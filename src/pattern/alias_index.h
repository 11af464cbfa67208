// Patterns by what they begin with, so that a device or another pattern meets few of them.
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

  /// An id is a pattern's place among them.
  explicit AliasIndex(std::vector<Glob> patterns);
  AliasIndex(const AliasIndex&) = delete;
  AliasIndex& operator=(const AliasIndex&) = delete;

  [[nodiscard]] const Glob& glob(Id id) const { return globs_[id]; }
  /// Patterns that match a text, in the order of their ids.
  [[nodiscard]] std::vector<Id> matching(std::string_view text) const;
  /// Whether any pattern does.
  [[nodiscard]] bool is_matched(std::string_view text) const;
  /// Patterns that match some text that the glob matches too, in the order of their ids.
  [[nodiscard]] std::vector<Id> overlapping(const Glob& glob) const;
  /// Patterns that obviously match nothing that the glob does not, in the order of their ids.
  [[nodiscard]] std::vector<Id> within(const Glob& glob) const;

 private:
  /// Calls `visit` for each pattern whose prefix `text` begins with, until it says no.
  template <class Visit>
  void visit_prefixes_of(std::string_view text, Visit visit) const;
  /// Calls `visit` for each pattern whose prefix is longer than `prefix` and begins with it.
  template <class Visit>
  void visit_behind(std::string_view prefix, Visit visit) const;

  std::vector<Glob> globs_;
  /// A text that each matches, if it matches any.
  std::vector<std::optional<std::string>> samples_;
  /// Ids in the order of the patterns' prefixes.
  std::vector<Id> sorted_;
  /// Where in `sorted_` the patterns with a prefix stand.
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  std::unordered_map<std::string_view, Range> by_prefix_;
  /// The sizes that prefixes have.
  std::vector<std::size_t> sizes_;
};

}  // namespace ko2alias
