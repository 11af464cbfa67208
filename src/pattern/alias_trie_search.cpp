// The search goes down the trie as far as the text agrees, and tries the children behind a star
// last. The text `abxbc`, and the trie of `ab`, `a*bc` and `a*b*d`:
//
//   a ─┬─ b                `a` fits, so the children are next. `*` is put aside; `b` fits, but
//      └─ * ── b ─┬─ c     the text goes on: `ab` does not match
//                 └─ *d
//
//   * ends at byte 1       `b` fits; `c` does not fit `x`, and `*d` does not fit the rest `xbc`
//   * ends at byte 3       `b` fits; `c` fits, and the text ends: `a*bc` matches. `*d` is passed
//                          over, as its star could already take every byte from byte 2 on
#include <algorithm>
#include <optional>

#include "pattern/alias_codes.h"
#include "pattern/alias_trie.h"
#include "pattern/kmod_text.h"

namespace ko2alias {

using namespace alias_codes;

class AliasTrie::Search {
 public:
  Search(const AliasTrie& trie, std::string_view text, std::vector<Id>& found, Work& work)
      : trie_(trie), text_(text), found_(found), work_(work) {}

  void run() {
    places_.push_back({root, 0});
    walk_places();
    while (!stars_.empty()) walk_behind(pop(stars_));
    for (const auto& [id, glob] : trie_.others_) {
      if (work_.is_used_up()) return;
      if (glob.matches(text_, work_)) found_.push_back(id);
    }
  }

 private:
  static constexpr std::uint32_t root = 0;

  /// A node, and the offset in the text at which its label has to fit.
  struct Place {
    std::uint32_t node = root;
    std::size_t at = 0;
  };

  static Place pop(std::vector<Place>& places) {
    const Place place = places.back();
    places.pop_back();
    return place;
  }

  // Tries each offset at which the star can end. They ascend, so that every node behind it is
  // reached at its first place first.
  void walk_behind(const Place& star) {
    const Node& node = trie_.nodes_[star.node];
    const bool has_one_way = node.special_children == 0 && node.literal_children == 1;
    for (std::size_t at = star.at; at <= text_.size() && !work_.is_used_up(); ++at) {
      work_.add(1);
      if (has_one_way)
        at = std::min(text_.find(trie_.first_codes_[node.first_child], at), text_.size());
      if (const std::uint32_t child = choose_child(node, at); child != root) walk({child, at + 1});
      walk_places();
    }
  }

  void walk_places() {
    while (!places_.empty() && !work_.is_used_up()) walk(pop(places_));
  }

  // Goes down the trie as far as the text agrees.
  void walk(Place place) {
    while (take_label(place)) {
      place.node = choose_child(trie_.nodes_[place.node], place.at);
      if (place.node == root) return;
      ++place.at;
    }
  }

  // The child for the next byte, or the root if there is none. Children that begin with a wildcard
  // wait in `places_`.
  std::uint32_t choose_child(const Node& node, std::size_t at) {
    const std::uint32_t first_literal = node.first_child + node.special_children;
    for (std::uint32_t child = node.first_child; child < first_literal; ++child)
      places_.push_back({child, at});
    if (at == text_.size() || node.literal_children == 0) return root;
    const char* const codes = trie_.first_codes_.data() + first_literal;
    const char* const code = std::find(codes, codes + node.literal_children, text_[at]);
    return code == codes + node.literal_children ? root : first_literal + narrow(code - codes);
  }

  // Matches a node's label. True if all of it fits and the node's children are next; the children
  // behind a star get their turn later.
  bool take_label(Place& place) {
    const Node& node = trie_.nodes_[place.node];
    std::string_view label = trie_.label(node);
    const std::size_t size = fitting(label, place.at);
    work_.add(1 + size);
    label.remove_prefix(size);
    place.at += size;
    if (label.starts_with('*') && is_first_place(place.node)) take_stars(place, label);
    if (label.empty() && place.at == text_.size()) add_ids(node);
    return label.empty();
  }

  // How many of the codes, at most those before the first star, take the bytes from there on.
  [[nodiscard]] std::size_t fitting(std::string_view codes, std::size_t at) const {
    std::size_t size = 0;
    while (size < codes.size() && at + size < text_.size() && takes(codes[size], text_[at + size]))
      ++size;
    return size;
  }

  [[nodiscard]] bool takes(char code, char byte) const {
    if (is_ascii(code)) return code == '?' || (code == byte && code != '*');
    return trie_.sets_[as_byte(code) - first_set].test(as_byte(byte));
  }

  // False if the node was reached before: everything from here on has been tried then. Only nodes
  // behind a star can be reached twice.
  bool is_first_place(std::uint32_t node) {
    if (node < trie_.first_behind_star_) return true;
    if (were_taken_.empty()) {
      were_taken_.resize(trie_.nodes_.size() - trie_.first_behind_star_);
      work_.add(were_taken_.size() / 64);
    }
    auto was_taken = were_taken_[node - trie_.first_behind_star_];
    const bool is_first = !was_taken;
    was_taken = true;
    return is_first;
  }

  void take_stars(const Place& place, std::string_view codes) {
    const auto end = end_of(codes, place.at);
    if (!end) return;
    const Node& node = trie_.nodes_[place.node];
    add_ids(node);
    if (!node.is_leaf()) stars_.push_back({place.node, *end});
  }

  // The first offset at which codes that begin with a star can end. If the last of them is no star,
  // that is the text's end or nothing.
  [[nodiscard]] std::optional<std::size_t> end_of(std::string_view codes, std::size_t at) const {
    while (codes.size() > 1) {
      codes.remove_prefix(1);
      const std::string_view run = codes.substr(0, codes.find('*'));
      codes.remove_prefix(run.size());
      const std::size_t last = text_.size() - std::min(run.size(), text_.size());
      at = find_run(run, codes.empty() ? std::max(at, last) : at);
      if (at == std::string_view::npos) return std::nullopt;
      at += run.size();
    }
    return at;
  }

  [[nodiscard]] std::size_t find_run(std::string_view run, std::size_t at) const {
    for (; at + run.size() <= text_.size() && !work_.is_used_up(); ++at) {
      const std::size_t size = fitting(run, at);
      work_.add(1 + size);
      if (size == run.size()) return at;
    }
    return std::string_view::npos;
  }

  void add_ids(const Node& node) {
    const auto first = trie_.ids_.begin() + node.first_id;
    found_.insert(found_.end(), first, first + node.id_count);
  }

  const AliasTrie& trie_;
  std::string_view text_;
  std::vector<Id>& found_;
  Work& work_;
  /// The places that are still to be tried, before anything behind a star.
  std::vector<Place> places_;
  /// The nodes that end with a star, and where in the text that star begins.
  std::vector<Place> stars_;
  std::vector<bool> were_taken_;
};

void AliasTrie::find(std::string_view modalias, std::vector<Id>& found) const {
  Work any;
  find(modalias, found, any);
}

void AliasTrie::find(std::string_view modalias, std::vector<Id>& found, Work& work) const {
  if (!has_paired_brackets(modalias)) return;
  const std::size_t size = found.size();
  Search(*this, modalias, found, work).run();
  std::sort(found.begin() + static_cast<std::ptrdiff_t>(size), found.end());
}

}  // namespace ko2alias
