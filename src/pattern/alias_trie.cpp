// Builds the trie from the root down. The codes that all patterns of a node share become its label;
// a sort by the code behind them makes its children.
#include "pattern/alias_trie.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "pattern/alias_codes.h"
#include "pattern/kmod_text.h"

namespace ko2alias {

using namespace alias_codes;

class AliasTrie::Builder {
 public:
  explicit Builder(AliasTrie& trie) : trie_(trie) {}

  void add(Id id, std::string_view pattern) {
    if (is_plain(pattern))
      add_codes(id, pattern);
    else if (can_match(pattern))
      add_glob(id, Glob::of_alias(pattern));
  }

  // Nodes behind a star come after all others, so that a search can tell them by their numbers.
  void build() {
    sorted_.resize(entries_.size());
    add_node('\0', 0, narrow(entries_.size()), 0);
    build_groups();
    trie_.first_behind_star_ = narrow(trie_.nodes_.size());
    while (!stars_.empty()) {
      add_children(pop(stars_));
      build_groups();
    }
    for (const Entry& entry : entries_) trie_.ids_.push_back(entry.id);
  }

 private:
  struct Entry {
    Id id = 0;
    /// Where its codes begin in the trie's text.
    std::uint32_t begin = 0;
  };

  /// The entries below a node. The first `depth` codes of each lead to the node.
  struct Group {
    std::uint32_t node = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t depth = 0;
  };

  void add_codes(Id id, std::string_view codes) {
    entries_.push_back({id, narrow(trie_.text_.size())});
    trie_.text_.append(codes).push_back('\0');
  }

  void add_glob(Id id, const Glob& glob) {
    std::string codes;
    for (const Glob::Token& token : glob.tokens()) codes += code_of(glob, token).value_or('\0');
    if (codes.find('\0') == std::string::npos)
      add_codes(id, codes);
    else
      trie_.others_.emplace_back(id, glob);
  }

  std::optional<char> code_of(const Glob& glob, const Glob::Token& token) {
    switch (token.kind) {
      case Glob::Kind::star: return '*';
      case Glob::Kind::any: return '?';
      case Glob::Kind::set: return code_of(glob.sets()[token.set]);
      case Glob::Kind::never: return code_of(ByteSet{});
      case Glob::Kind::byte: break;
    }
    const auto byte = static_cast<char>(token.byte);
    return is_special(byte) ? code_of(ByteSet{}.set(token.byte)) : byte;
  }

  // Nothing if there are too many sets.
  std::optional<char> code_of(const ByteSet& set) {
    const auto same = std::find(trie_.sets_.begin(), trie_.sets_.end(), set);
    const auto number = static_cast<unsigned>(same - trie_.sets_.begin());
    if (number == max_sets) return std::nullopt;
    if (same == trie_.sets_.end()) trie_.sets_.push_back(set);
    return static_cast<char>(first_set + number);
  }

  static Group pop(std::vector<Group>& groups) {
    const Group group = groups.back();
    groups.pop_back();
    return group;
  }

  void add_node(char code, std::uint32_t begin, std::uint32_t end, std::uint32_t depth) {
    // The literal that led here has already been matched.
    groups_.push_back(
        {narrow(trie_.nodes_.size()), begin, end, is_special(code) ? depth : depth + 1});
    trie_.nodes_.emplace_back();
    trie_.first_codes_ += code;
  }

  void build_groups() {
    while (!groups_.empty()) build_node(pop(groups_));
  }

  void build_node(Group group) {
    if (group.begin == group.end) return;
    const std::string_view label = label_of(group);
    Node& node = trie_.nodes_[group.node];
    node.label = entries_[group.begin].begin + group.depth;
    node.label_size = narrow(label.size());
    group.depth += node.label_size;
    if (label.ends_with('*') && group.end - group.begin > 1)
      stars_.push_back(group);
    else
      add_children(group);
  }

  [[nodiscard]] const char* rest_of(const Entry& entry, std::uint32_t depth) const {
    return trie_.text_.data() + entry.begin + depth;
  }

  // The codes with which all entries of the group go on, up to the last star among them. Entries
  // that are alike share the whole rest.
  [[nodiscard]] std::string_view label_of(const Group& group) const {
    const std::string_view rest = rest_of(entries_[group.begin], group.depth);
    // The NUL at a pattern's end is a code too.
    const char* common = rest.data() + rest.size() + 1;
    for (std::uint32_t i = group.begin + 1; i < group.end; ++i)
      common = std::mismatch(rest.data(), common, rest_of(entries_[i], group.depth)).first;
    const auto size = static_cast<std::size_t>(common - rest.data());
    if (size > rest.size()) return rest;
    const std::size_t stars_end = rest.substr(0, size).rfind('*') + 1;
    return rest.substr(0, stars_end > 0 ? stars_end : size);
  }

  // Sorts the entries by their next code, specials before literals. A counting sort leaves the ids
  // of one code in their order.
  void split(const Group& group) {
    count_codes(group);
    std::partition(codes_.begin(), codes_.end(), is_special);
    std::uint32_t place = group.begin;
    for (const char code : codes_) place += std::exchange(counts_[as_byte(code)], place);
    for (std::uint32_t i = group.begin; i < group.end; ++i)
      sorted_[counts_[as_byte(*rest_of(entries_[i], group.depth))]++] = entries_[i];
    std::copy(sorted_.begin() + group.begin, sorted_.begin() + group.end,
              entries_.begin() + group.begin);
  }

  void count_codes(const Group& group) {
    codes_.clear();
    for (std::uint32_t i = group.begin; i < group.end; ++i) {
      const char code = *rest_of(entries_[i], group.depth);
      if (counts_[as_byte(code)]++ == 0) codes_ += code;
    }
  }

  void add_children(const Group& group) {
    trie_.nodes_[group.node].first_child = narrow(trie_.nodes_.size());
    split(group);
    // The counts are now the places where each code's entries end.
    std::uint32_t begin = group.begin;
    for (const char code : codes_) {
      const std::uint32_t end = std::exchange(counts_[as_byte(code)], 0);
      add_child(group, code, begin, end);
      begin = end;
    }
  }

  void add_child(const Group& group, char code, std::uint32_t begin, std::uint32_t end) {
    Node& parent = trie_.nodes_[group.node];
    if (code == '\0') {
      parent.first_id = begin;
      parent.id_count = end - begin;
    } else {
      ++(is_special(code) ? parent.special_children : parent.literal_children);
      add_node(code, begin, end, group.depth);
    }
  }

  AliasTrie& trie_;
  std::vector<Entry> entries_;
  std::vector<Entry> sorted_;
  /// The groups of nodes that are still to be built.
  std::vector<Group> groups_;
  /// The groups of nodes that end with a star and whose children are still to be added.
  std::vector<Group> stars_;
  /// The codes that come next in a group, and for each code the number of its entries. While these
  /// are sorted, it is the index at which the next of them goes.
  std::string codes_;
  std::array<std::uint32_t, 256> counts_{};
};

AliasTrie::AliasTrie(std::span<const std::string> patterns) {
  Builder builder(*this);
  for (std::size_t i = 0; i < patterns.size(); ++i) builder.add(narrow(i), patterns[i]);
  builder.build();
}

}  // namespace ko2alias
