// The search runs all patterns side by side as automata, whose states are the tokens that they may
// have come to. A text that `a*c` matches and `ab*` does not:
//
//   a   {a*c: at `*` or `c`; ab*: at `b`}
//   ac  {a*c: at `*`, `c` or its end; ab*: nowhere}     found
//
// A state seen before leads nowhere new, so the search ends.
#include "pattern/glob_search.h"

#include <algorithm>
#include <bitset>
#include <unordered_set>

namespace ko2alias {
namespace {

// Positions of all patterns, numbered through, in ascending order.
using State = std::u32string;

class Search {
 public:
  Search(std::span<const Glob* const> all_of, std::span<const Glob* const> none_of) {
    for (const Glob* const glob : all_of) add_pattern(*glob);
    wanted_ = ends_.size();
    first_unwanted_ = places_.size();
    for (const Glob* const glob : none_of) add_pattern(*glob);
    is_in_.resize(places_.size());
    find_bytes();
  }

  TextSearch run(std::size_t max_states) {
    State start;
    for (std::size_t i = 0; i < ends_.size(); ++i) enter(start, i == 0 ? 0 : ends_[i - 1] + 1);
    push(0, '\0', seal(start));
    while (!open_.empty()) {
      const std::size_t at = open_.back();
      open_.pop_back();
      if (is_found(nodes_[at].state)) return {TextSearch::Outcome::found, text_to(at)};
      if (nodes_.size() > max_states) return {TextSearch::Outcome::gave_up};
      expand(at);
    }
    return {TextSearch::Outcome::none};
  }

 private:
  // A position in a pattern: before one of its tokens, or at its end, which has none.
  struct Place {
    const Glob* glob = nullptr;
    const Glob::Token* token = nullptr;
  };
  struct Node {
    std::size_t parent = 0;
    char byte = '\0';
    State state;
  };

  void add_pattern(const Glob& glob) {
    for (const Glob::Token& token : glob.tokens()) places_.push_back({&glob, &token});
    ends_.push_back(places_.size());
    places_.push_back({&glob, nullptr});
  }

  [[nodiscard]] bool is_star(std::size_t place) const {
    return places_[place].token != nullptr && places_[place].token->kind == Glob::Kind::star;
  }

  // A star can take nothing, so the place behind it is entered too.
  void enter(State& state, std::size_t place) {
    for (;; ++place) {
      if (is_in_[place]) return;
      is_in_[place] = true;
      state += static_cast<char32_t>(place);
      if (!is_star(place)) return;
    }
  }

  State seal(State state) {
    for (const char32_t place : state) is_in_[place] = false;
    std::sort(state.begin(), state.end());
    return state;
  }

  State step(const State& state, std::uint8_t byte) {
    State next;
    for (const char32_t place : state) {
      const auto& [glob, token] = places_[place];
      if (token == nullptr || !glob->takes(*token, byte)) continue;
      enter(next, is_star(place) ? place : place + 1);
    }
    return seal(std::move(next));
  }

  // Lists the bytes that some pattern tells from others, and one byte that stands for all the rest.
  // The bytes that are common in aliases come first, so that a text that is found looks like a
  // modalias.
  void find_bytes() {
    ByteSet told;
    for (const Place& place : places_) {
      if (place.token == nullptr) continue;
      if (place.token->kind == Glob::Kind::byte) told.set(place.token->byte);
      if (place.token->kind != Glob::Kind::set) continue;
      const ByteSet& set = place.glob->sets()[place.token->set];
      told |= set.count() > 128 ? ~set : set;
    }
    std::string order = "0123456789ABCDEFabcdefghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ_,.:";
    for (unsigned c = 0; c < 256; ++c) order += static_cast<char>((c + ' ') % 256);
    bool has_other = false;
    std::bitset<256> is_listed;
    for (const char c : order) {
      const auto byte = static_cast<std::uint8_t>(c);
      if (is_listed[byte]) continue;
      is_listed.set(byte);
      if (told.test(byte) || !has_other) bytes_.push_back(byte);
      has_other |= !told.test(byte);
    }
  }

  // A state is dead if a wanted pattern cannot match any more, or if an unwanted one will match
  // whatever follows.
  [[nodiscard]] bool is_dead(const State& state) const {
    std::size_t begin = 0;
    auto place = state.begin();
    for (std::size_t i = 0; i < wanted_; ++i) {
      while (place != state.end() && *place < begin) ++place;
      if (place == state.end() || *place > ends_[i]) return true;
      begin = ends_[i] + 1;
    }
    return std::any_of(state.begin(), state.end(), [&](char32_t at) {
      return at >= first_unwanted_ && is_star(at) && places_[at + 1].token == nullptr;
    });
  }

  [[nodiscard]] bool is_found(const State& state) const {
    std::size_t reached = 0;
    for (const char32_t place : state) {
      if (places_[place].token != nullptr) continue;
      if (place >= first_unwanted_) return false;
      ++reached;
    }
    return reached == wanted_;
  }

  void push(std::size_t parent, char byte, State state) {
    if (is_dead(state) || !seen_.insert(state).second) return;
    open_.push_back(nodes_.size());
    nodes_.push_back({parent, byte, std::move(state)});
  }

  // The fewer unwanted patterns are left in a state, the nearer is the end. Such states come last,
  // on top of the stack.
  void expand(std::size_t at) {
    std::vector<std::pair<char, State>> steps;
    for (const std::uint8_t byte : bytes_) {
      State next = step(nodes_[at].state, byte);
      const auto is_same = [&](const auto& step) { return step.second == next; };
      if (!is_dead(next) && std::none_of(steps.begin(), steps.end(), is_same))
        steps.emplace_back(static_cast<char>(byte), std::move(next));
    }
    const auto unwanted = [&](const State& state) {
      return state.end() -
             std::lower_bound(state.begin(), state.end(), static_cast<char32_t>(first_unwanted_));
    };
    const auto progress = [&](const State& state) { return state.front(); };
    std::stable_sort(steps.begin(), steps.end(), [&](const auto& a, const auto& b) {
      const auto left = unwanted(a.second);
      const auto right = unwanted(b.second);
      return left != right ? left < right : progress(a.second) > progress(b.second);
    });
    for (auto next = steps.rbegin(); next != steps.rend(); ++next)
      push(at, next->first, std::move(next->second));
  }

  [[nodiscard]] std::string text_to(std::size_t at) const {
    std::string text;
    for (; at != 0; at = nodes_[at].parent) text += nodes_[at].byte;
    return {text.rbegin(), text.rend()};
  }

  std::vector<Place> places_;
  /// The last place of each pattern.
  std::vector<std::size_t> ends_;
  std::size_t wanted_ = 0;
  std::size_t first_unwanted_ = 0;
  std::vector<std::uint8_t> bytes_;
  std::vector<bool> is_in_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> open_;
  std::unordered_set<State> seen_;
};

}  // namespace

TextSearch find_text(std::span<const Glob* const> all_of, std::span<const Glob* const> none_of,
                     std::size_t max_states) {
  return Search(all_of, none_of).run(max_states);
}

}  // namespace ko2alias
