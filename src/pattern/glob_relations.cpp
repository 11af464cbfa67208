// Tables over the two patterns' tokens answer both questions.
//
// shortest_common: the cell (i, j) is the size of the shortest text that both the first i tokens of
// the one pattern and the first j of the other match. The shortest text that both `a*c` and `ab*`
// match has three bytes:
//
//             ab*    b*    *   (end)
//   a*c        0     -     -     -
//    *c        -     1     2     2        1: both take the `a`; 2: the first star takes the `b`
//     c        -     1     2     2        the first star ends
//   (end)      -     -     3     3        3: the second star takes the `c`
//
// Of the cells few are reached: bytes that differ end a way.
//
// covers_token_by_token: the cell is whether the rest of the one pattern, from token i on, covers
// that of the other from token j on. It is filled from their ends.
//
// Only two rows are kept, and the bytes that both patterns begin with are left out of the table.
#include "pattern/glob_relations.h"

#include <algorithm>
#include <vector>

namespace ko2alias {
namespace {

bool is_set_within(const Glob& wide, const Glob::Token& w, const Glob& narrow,
                   const Glob::Token& n) {
  using Kind = Glob::Kind;
  if (w.kind == Kind::any || n.kind == Kind::never) return true;
  if (n.kind == Kind::byte) return wide.takes(w, n.byte);
  for (unsigned c = 0; c < 256; ++c)
    if (narrow.takes(n, static_cast<std::uint8_t>(c)) &&
        !wide.takes(w, static_cast<std::uint8_t>(c)))
      return false;
  return true;
}

bool is_shared(const Glob& a, const Glob::Token& x, const Glob& b, const Glob::Token& y) {
  if (x.kind == Glob::Kind::byte) return b.takes(y, x.byte);
  if (y.kind == Glob::Kind::byte) return a.takes(x, y.byte);
  for (unsigned c = 0; c < 256; ++c)
    if (a.takes(x, static_cast<std::uint8_t>(c)) && b.takes(y, static_cast<std::uint8_t>(c)))
      return true;
  return false;
}

bool have_different_prefixes(const Glob& a, const Glob& b) {
  const std::size_t common = std::min(a.prefix().size(), b.prefix().size());
  return a.prefix().compare(0, common, b.prefix(), 0, common) != 0;
}

constexpr std::uint32_t no_text = 0xffffffff;

// A row of the table, and which of its cells are reached.
class Row {
 public:
  explicit Row(std::size_t size) : cells_(size, no_text) {}

  void reach(std::size_t j, std::uint32_t size) {
    cells_[j] = std::min(cells_[j], size);
    first_ = std::min(first_, j);
    end_ = std::max(end_, j + 1);
  }
  void clear() {
    std::fill(cells_.begin(), cells_.end(), no_text);
    first_ = cells_.size();
    end_ = 0;
  }

  [[nodiscard]] std::uint32_t operator[](std::size_t j) const { return cells_[j]; }
  [[nodiscard]] bool is_empty() const { return end_ == 0; }
  [[nodiscard]] std::size_t first() const { return first_; }
  [[nodiscard]] std::size_t end() const { return end_; }

 private:
  std::vector<std::uint32_t> cells_;
  std::size_t first_ = cells_.size();
  std::size_t end_ = 0;
};

// The rows of the tokens i and i + 1 of one pattern, over the tokens of the other.
class TwoRows {
 public:
  TwoRows(const Glob& a, const Glob& b) : a_(a), b_(b) {}

  // Follows all ways on from the cells of the row of token i.
  void follow(std::size_t i, Row& row, Row& next) const {
    const Glob::Token* const x = token_at(a_, i);
    const bool is_star_x = x != nullptr && is_star(*x);
    for (std::size_t j = row.first(); j < row.end(); ++j) {
      const std::uint32_t size = row[j];
      if (size == no_text) continue;
      const Glob::Token* const y = token_at(b_, j);
      const bool is_star_y = y != nullptr && is_star(*y);
      // A star ends, or takes the other pattern's token.
      if (is_star_x) next.reach(j, size);
      if (is_star_y) row.reach(j + 1, size);
      if (is_star_x && !is_star_y && y != nullptr) row.reach(j + 1, size + 1);
      if (is_star_y && !is_star_x && x != nullptr) next.reach(j, size + 1);
      if (!is_star_x && !is_star_y && x != nullptr && y != nullptr && is_shared(a_, *x, b_, *y))
        next.reach(j + 1, size + 1);
    }
  }

 private:
  static const Glob::Token* token_at(const Glob& glob, std::size_t i) {
    return i < glob.tokens().size() ? &glob.tokens()[i] : nullptr;
  }

  const Glob& a_;
  const Glob& b_;
};

// One way through both patterns, with the text that it spells.
class CommonWalk {
 public:
  CommonWalk(const Glob& a, const Glob& b) : sides_{{a}, {b}} {}

  [[nodiscard]] bool is_over() const {
    return sides_[0].token() == nullptr && sides_[1].token() == nullptr;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

  // False where this way ends.
  bool advance() {
    auto& [a, b] = sides_;
    if (a.is_at_star() && b.is_at_star()) return end_stars();
    if (a.is_at_star()) return pass_star(a, b);
    if (b.is_at_star()) return pass_star(b, a);
    if (a.token() == nullptr || b.token() == nullptr) return false;
    const auto byte = a.token()->kind == Glob::Kind::byte ? a.byte() : b.byte();
    if (!byte || !a.glob.takes(*a.token(), *byte) || !b.glob.takes(*b.token(), *byte)) return false;
    text_ += static_cast<char>(*byte);
    ++a.at;
    ++b.at;
    return true;
  }

 private:
  struct Side {
    const Glob& glob;
    std::size_t at = 0;

    [[nodiscard]] const Glob::Token* token() const {
      return at < glob.tokens().size() ? &glob.tokens()[at] : nullptr;
    }
    [[nodiscard]] bool is_at_star() const { return token() != nullptr && is_star(*token()); }
    [[nodiscard]] bool is_at_end() const { return at + 1 >= glob.tokens().size(); }
    // A byte that the token takes, which is no star.
    [[nodiscard]] std::optional<std::uint8_t> byte() const {
      switch (token()->kind) {
        case Glob::Kind::byte: return token()->byte;
        case Glob::Kind::set: return glob.commonest(*token());
        case Glob::Kind::any: return '0';
        default: return std::nullopt;
      }
    }
  };

  // The last star of a pattern goes on for what the other has.
  bool end_stars() {
    auto& [a, b] = sides_;
    const bool is_last_a = a.is_at_end();
    const bool is_last_b = b.is_at_end();
    if (!is_last_a || is_last_b) ++a.at;
    if (!is_last_b || is_last_a) ++b.at;
    return true;
  }

  // The star ends where the other has the byte behind it, or takes the other's token.
  bool pass_star(Side& star, Side& other) {
    const Glob::Token* const token = other.token();
    const auto& tokens = star.glob.tokens();
    const bool is_met = token != nullptr && !star.is_at_end() && token->kind == Glob::Kind::byte &&
                        tokens[star.at + 1].kind == Glob::Kind::byte &&
                        tokens[star.at + 1].byte == token->byte;
    if (token == nullptr || is_met) {
      ++star.at;
      return true;
    }
    const auto byte = other.byte();
    if (!byte) return false;
    text_ += static_cast<char>(*byte);
    ++other.at;
    return true;
  }

  Side sides_[2];
  std::string text_;
};

}  // namespace

std::optional<std::size_t> shortest_common(const Glob& a, const Glob& b, Work& work) {
  if (have_different_prefixes(a, b) || a.matches_nothing() || b.matches_nothing())
    return std::nullopt;
  const std::size_t common = std::min(a.prefix().size(), b.prefix().size());
  const std::size_t height = a.tokens().size();
  const std::size_t width = b.tokens().size();
  const TwoRows rows(a, b);
  Row row(width + 1);
  Row next(width + 1);
  row.reach(common, 0);
  for (std::size_t i = common; i < height && !row.is_empty(); ++i) {
    work.add(1 + row.end() - row.first());
    if (work.is_used_up()) return std::nullopt;
    rows.follow(i, row, next);
    std::swap(row, next);
    next.clear();
  }
  rows.follow(height, row, next);
  return row[width] == no_text ? std::nullopt : std::optional(common + row[width]);
}

std::optional<std::string> obvious_common(const Glob& a, const Glob& b, Work& work) {
  if (have_different_prefixes(a, b)) return std::nullopt;
  CommonWalk walk(a, b);
  while (!walk.is_over())
    if (!walk.advance()) return std::nullopt;
  work.add(1 + walk.text().size());
  return walk.text();
}

bool covers_token_by_token(const Glob& wide, const Glob& narrow, Work& work) {
  const auto& w = wide.tokens();
  const auto& n = narrow.tokens();
  if (!narrow.prefix().starts_with(wide.prefix())) return false;
  // One text is enough to tell most pairs apart.
  const auto sample = narrow.sample();
  if (!sample || !wide.matches(*sample, work)) return !sample;
  const std::size_t common = wide.prefix().size();
  work.add((n.size() + 1 - common) * (w.size() + 1 - common));
  if (work.is_used_up()) return false;
  std::vector<char> below(w.size() + 1);
  std::vector<char> row(w.size() + 1);
  for (std::size_t i = n.size() + 1; i-- > common;) {
    const bool is_over = i == n.size();
    for (std::size_t j = w.size() + 1; j-- > common;) {
      bool covers = is_over;
      if (j < w.size() && is_star(w[j]))
        covers = row[j + 1] != 0 || (!is_over && below[j] != 0);
      else if (j < w.size())
        covers = !is_over && !is_star(n[i]) && below[j + 1] != 0 &&
                 is_set_within(wide, w[j], narrow, n[i]);
      row[j] = static_cast<char>(covers);
    }
    std::swap(row, below);
  }
  return below[common] != 0;
}

}  // namespace ko2alias
