// The search runs all patterns side by side as automata, whose states are the tokens that they may
// have come to. A text that `a*c` matches and `ab*` does not:
//
//   a   {a*c: at `*` or `c`; ab*: at `b`}
//   ac  {a*c: at `*`, `c` or its end; ab*: nowhere}     found
//
// A state seen before leads nowhere new, so the search ends.
//
// Wanted patterns share places: one is a token of each, which all have to take the byte. Where all
// of these are stars, it is enough to try few bytes (text_bytes.h). Without that, the number of
// states doubles with each unwanted `*text*`, for each may or may not have been met.
#include "pattern/glob_search.h"

#include <algorithm>
#include <unordered_set>

#include "pattern/text_bytes.h"

namespace ko2alias {
namespace {

// Positions in all patterns, ascending: shared places of the wanted patterns, then those of the
// unwanted ones, numbered through.
using State = std::u32string;

// The places that wanted patterns share. The number of one holds a place of each pattern, which is
// before one of its tokens or at its end.
class SharedPlaces {
 public:
  explicit SharedPlaces(std::span<const Glob* const> globs) {
    for (const Glob* const glob : globs) {
      parts_.push_back({glob, size_, glob->tokens().size() + 1});
      size_ = size_ <= most / parts_.back().size ? size_ * parts_.back().size : most + 1;
    }
  }

  static constexpr std::size_t most = std::size_t{1} << 24;
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t count() const { return parts_.size(); }

  /// The place behind those stars that take nothing, one pattern at a time; `place` where the
  /// pattern has no star there.
  [[nodiscard]] std::size_t behind_star(std::size_t place, std::size_t part) const {
    const Glob::Token* const token = token_at(parts_[part], place);
    return token != nullptr && is_star(*token) ? place + parts_[part].stride : place;
  }

  /// The place behind a byte; nothing if a pattern does not take it there, or if another byte
  /// stands for it.
  [[nodiscard]] std::optional<std::size_t> behind(std::size_t place, std::uint8_t byte,
                                                  const TextBytes& bytes) const {
    std::size_t next = place;
    bool may_exchange = bytes.unnamed.has_value();
    for (const Part& part : parts_) {
      const Glob::Token* const token = token_at(part, place);
      if (token == nullptr || !part.glob->takes(*token, byte)) return std::nullopt;
      may_exchange = may_exchange && part.glob->takes(*token, *bytes.unnamed);
      if (!is_star(*token)) next += part.stride;
    }
    if (may_exchange && !bytes.fill.test(byte)) return std::nullopt;
    return next;
  }

 private:
  struct Part {
    const Glob* glob = nullptr;
    std::size_t stride = 1;
    std::size_t size = 1;
  };

  static const Glob::Token* token_at(const Part& part, std::size_t place) {
    const std::size_t at = place / part.stride % part.size;
    return at + 1 < part.size ? &part.glob->tokens()[at] : nullptr;
  }

  std::vector<Part> parts_;
  std::size_t size_ = 1;
};

class Search {
 public:
  Search(std::span<const Glob* const> all_of, std::span<const Glob* const> none_of, Work& work)
      : wanted_(all_of), bytes_(text_bytes(all_of, none_of)), work_(work) {
    for (const Glob* const glob : none_of) {
      starts_.push_back(places_.size());
      for (const Glob::Token& token : glob->tokens()) places_.push_back({glob, &token});
      places_.push_back({glob, nullptr});
    }
  }

  TextSearch run() {
    if (wanted_.size() > SharedPlaces::most) return {TextSearch::Outcome::gave_up};
    is_in_.resize(wanted_.size() + places_.size());
    work_.add(is_in_.size() / 8);
    State start;
    enter_wanted(start, 0);
    const std::size_t unwanted = start.size();
    for (const std::size_t place : starts_) enter(start, place);
    push(0, '\0', seal(std::move(start), unwanted));
    while (!open_.empty()) {
      const std::size_t at = open_.back();
      open_.pop_back();
      if (is_found(nodes_[at].state)) return {TextSearch::Outcome::found, text_to(at)};
      expand(at);
      if (work_.is_used_up()) return {TextSearch::Outcome::gave_up};
    }
    return {TextSearch::Outcome::none};
  }

 private:
  // A position in an unwanted pattern: before one of its tokens, or at its end, which has none.
  struct Place {
    const Glob* glob = nullptr;
    const Glob::Token* token = nullptr;
  };
  struct Node {
    std::size_t parent = 0;
    char byte = '\0';
    State state;
  };

  [[nodiscard]] const Place& unwanted_at(char32_t place) const {
    return places_[place - wanted_.size()];
  }
  [[nodiscard]] static bool is_star_at(const Place& place) {
    return place.token != nullptr && is_star(*place.token);
  }

  bool add(State& state, std::size_t place) {
    if (is_in_[place]) return false;
    is_in_[place] = true;
    state += static_cast<char32_t>(place);
    return true;
  }

  // A star can take nothing, so the places behind it are entered too.
  void enter_wanted(State& state, std::size_t place) {
    std::size_t next = state.size();
    if (!add(state, place)) return;
    for (; next < state.size(); ++next)
      for (std::size_t part = 0; part < wanted_.count(); ++part)
        add(state, wanted_.behind_star(state[next], part));
  }
  void enter(State& state, std::size_t place) {
    while (add(state, wanted_.size() + place) && is_star_at(places_[place])) ++place;
  }

  State seal(State state, std::size_t unwanted) {
    for (const char32_t place : state) is_in_[place] = false;
    const auto middle = state.begin() + static_cast<std::ptrdiff_t>(unwanted);
    // Mostly they are in order.
    if (!std::is_sorted(state.begin(), middle)) std::sort(state.begin(), middle);
    if (!std::is_sorted(middle, state.end())) std::sort(middle, state.end());
    return state;
  }

  // The state behind a byte; empty if no wanted pattern takes it.
  State step(const State& state, std::uint8_t byte) {
    State next;
    auto place = state.begin();
    for (; place != state.end() && *place < wanted_.size(); ++place) {
      work_.add(1);
      if (const auto target = wanted_.behind(*place, byte, bytes_)) enter_wanted(next, *target);
    }
    const std::size_t unwanted = next.size();
    if (unwanted == 0) return next;
    work_.add(static_cast<std::uint64_t>(state.end() - place));
    for (; place != state.end(); ++place) {
      const auto& [glob, token] = unwanted_at(*place);
      if (token == nullptr || !glob->takes(*token, byte)) continue;
      enter(next, *place - wanted_.size() + (is_star(*token) ? 0 : 1));
    }
    return seal(std::move(next), unwanted);
  }

  [[nodiscard]] State::const_iterator unwanted_of(const State& state) const {
    return std::lower_bound(state.begin(), state.end(), static_cast<char32_t>(wanted_.size()));
  }

  // A state is dead if the wanted patterns cannot match any more, or if an unwanted one will match
  // whatever follows.
  [[nodiscard]] bool is_dead(const State& state) const {
    const auto unwanted = unwanted_of(state);
    return unwanted == state.begin() || std::any_of(unwanted, state.end(), [&](char32_t at) {
             return is_star_at(unwanted_at(at)) && unwanted_at(at + 1).token == nullptr;
           });
  }

  [[nodiscard]] bool is_found(const State& state) const {
    const auto unwanted = unwanted_of(state);
    return *(unwanted - 1) == wanted_.size() - 1 &&
           std::none_of(unwanted, state.end(),
                        [&](char32_t at) { return unwanted_at(at).token == nullptr; });
  }

  void push(std::size_t parent, char byte, State state) {
    if (is_dead(state) || !seen_.insert(state).second) return;
    // A node takes memory as well, some hundred bytes.
    work_.add(500 + 4 * state.size());
    open_.push_back(nodes_.size());
    nodes_.push_back({parent, byte, std::move(state)});
  }

  // The fewer unwanted patterns are left in a state, the nearer is the end. Such states come last,
  // on top of the stack.
  void expand(std::size_t at) {
    std::vector<std::pair<char, State>> steps;
    for (const std::uint8_t byte : bytes_.all) {
      State next = step(nodes_[at].state, byte);
      const auto is_same = [&](const auto& step) { return step.second == next; };
      if (!is_dead(next) && std::none_of(steps.begin(), steps.end(), is_same))
        steps.emplace_back(static_cast<char>(byte), std::move(next));
    }
    const auto unwanted = [&](const State& state) { return state.end() - unwanted_of(state); };
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

  SharedPlaces wanted_;
  TextBytes bytes_;
  Work& work_;
  std::vector<Place> places_;
  /// The first place of each unwanted pattern.
  std::vector<std::size_t> starts_;
  std::vector<bool> is_in_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> open_;
  std::unordered_set<State> seen_;
};

}  // namespace

TextSearch find_text(std::span<const Glob* const> all_of, std::span<const Glob* const> none_of,
                     Work& work) {
  return Search(all_of, none_of, work).run();
}

}  // namespace ko2alias
