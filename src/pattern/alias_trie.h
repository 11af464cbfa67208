// A trie of alias patterns, which finds those of tens of thousands that match a modalias in less
// than a microsecond.
//
//   pci:v ─┬─ 00008086d0000 ─┬─ 15 ─┬─ B7sv*sd*bc*sc*i*
//          │                 │      └─ 1Csv*sd*bc*sc*i*
//          │                 └─ 0D57sv*sd*bc*sc*i*
//          └─ *d*sv*sd* ── bc0 ─┬─ Csc03i ─┬─ 30*
//                               │          └─ FE*
//                               └─ 1sc06i01*
//
// A beginning that patterns share is walked once, with its stars. A label that has a star ends with
// one, except in a leaf, whose label is all the rest of one pattern.
//
// Only the first place at which a node behind a star is reached counts: the node's own stars can
// take the bytes that a later place would have put before it. So a search goes on behind each star
// once, and even for patterns made to be hard it takes no more steps than the bytes of the patterns
// times those of the modalias.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pattern/glob.h"

namespace ko2alias {

/// Alias patterns, matched as kmod matches them: up to the first of `*?[` every byte is itself, a
/// backslash too; from there on as fnmatch(3). Facts: docs/kernel-facts/module-order.md.
class AliasTrie {
 public:
  using Id = std::uint32_t;

  /// Takes patterns as `normalized` makes them, less than 4 GiB in all; they need not outlive the
  /// call. An id is the index of a pattern. A pattern with a bracket that lacks its other half, or
  /// with a byte above 127, matches nothing.
  explicit AliasTrie(std::span<const std::string> patterns);

  /// Appends the ids of the patterns that match a normalized modalias, ascending, each once. No
  /// pattern matches a modalias with a bracket that lacks its other half.
  void find(std::string_view modalias, std::vector<Id>& found) const;
  /// The same, cut short once `work` is used up.
  void find(std::string_view modalias, std::vector<Id>& found, Work& work) const;

 private:
  class Builder;
  class Search;

  struct Node {
    /// Where the label begins in `text_`. The literal by which the parent chooses the node is not
    /// part of it.
    std::uint32_t label = 0;
    std::uint32_t label_size = 0;
    /// Children stand in a row, those that begin with a wildcard or a set before those that begin
    /// with a literal.
    std::uint32_t first_child = 0;
    /// Where the patterns that end here begin in `ids_`.
    std::uint32_t first_id = 0;
    std::uint32_t id_count = 0;
    std::uint8_t special_children = 0;
    std::uint8_t literal_children = 0;

    [[nodiscard]] bool is_leaf() const { return special_children + literal_children == 0; }
  };

  [[nodiscard]] std::string_view label(const Node& node) const {
    return std::string_view(text_).substr(node.label, node.label_size);
  }

  /// The patterns as codes: `*`, `?`, a literal below 0x80, and from 0x80 on the number of a set.
  /// Each ends with a NUL.
  std::string text_;
  std::vector<ByteSet> sets_;
  std::vector<Node> nodes_;
  /// The first code of each node, by which its parent chooses it.
  std::string first_codes_;
  std::vector<Id> ids_;
  /// Nodes from here on are behind a star.
  std::uint32_t first_behind_star_ = 0;
  /// Patterns with sets for which there was no code left.
  std::vector<std::pair<Id, Glob>> others_;
};

}  // namespace ko2alias
