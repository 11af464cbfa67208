// Patterns of a record, or those that it should have: what of another pattern they match.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "metadata/consumer.h"
#include "pattern/alias_index.h"

namespace ko2alias {

class PatternSet {
 public:
  /// Patterns as the consumer reads them. The consumer has to outlive it.
  PatternSet(const Consumer& consumer, const std::vector<std::string>& patterns);

  /// Whether they match every device of a pattern together. `open` where that took too much work.
  enum class Answer : std::uint8_t { yes, no, open };
  [[nodiscard]] Answer cover(std::string_view pattern, Work& work) const;
  /// The places of those that lie within a pattern.
  [[nodiscard]] std::vector<AliasIndex::Id> within(std::string_view pattern, Work& work) const;

 private:
  [[nodiscard]] Answer cover(const Glob& glob, Work& work) const;

  const Consumer& consumer_;
  std::unordered_set<std::string> texts_;
  AliasIndex index_;
};

}  // namespace ko2alias
