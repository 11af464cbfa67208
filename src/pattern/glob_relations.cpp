// A table over the two patterns' tokens answers both questions. It is filled from their ends: the
// cell (i, j) is the answer for the rests of the patterns from token i and token j on. The shortest
// text that both `a*c` and `ab*` match has three bytes:
//
//            ab*   b*   *   (end)
//   a*c       3     -   2    -        3: both take the `a`, which leaves *c and b*, 2
//    *c       3     2   1    -        2: the first star takes the `b`, which leaves *c and *, 1
//     c       -     -   1    -        1: the second star takes the `c`, which leaves two ends, 0
//   (end)     -     -   0    0
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

// The sizes of the shortest common texts of three neighbouring cells: to the right, below, and
// diagonally below.
struct Neighbours {
  std::uint32_t right = 0;
  std::uint32_t below = 0;
  std::uint32_t diagonal = 0;
};
constexpr std::uint32_t no_text = 0xffffffff;

// The size of a text with the token's byte before it. A star need not take one.
std::uint32_t longer(std::uint32_t size, const Glob::Token& token) {
  return size == no_text || is_star(token) ? size : size + 1;
}

// The rests of two patterns; a null token is the end of one.
class RestPair {
 public:
  RestPair(const Glob& a, std::size_t i, const Glob& b, std::size_t j)
      : a_(a), b_(b), x_(token_at(a, i)), y_(token_at(b, j)) {}

  [[nodiscard]] std::uint32_t shortest(const Neighbours& sizes) const {
    if (x_ == nullptr && y_ == nullptr) return 0;
    if ((x_ != nullptr && is_star(*x_)) || (y_ != nullptr && is_star(*y_)))
      return shortest_of_star(sizes);
    const bool goes_on = x_ != nullptr && y_ != nullptr && sizes.diagonal != no_text;
    return goes_on && is_shared(a_, *x_, b_, *y_) ? sizes.diagonal + 1 : no_text;
  }

 private:
  static const Glob::Token* token_at(const Glob& glob, std::size_t i) {
    return i < glob.tokens().size() ? &glob.tokens()[i] : nullptr;
  }

  // A star takes the other pattern's token, or ends.
  [[nodiscard]] std::uint32_t shortest_of_star(const Neighbours& sizes) const {
    return std::min(x_ != nullptr ? longer(sizes.below, *x_) : no_text,
                    y_ != nullptr ? longer(sizes.right, *y_) : no_text);
  }

  const Glob& a_;
  const Glob& b_;
  const Glob::Token* x_;
  const Glob::Token* y_;
};

}  // namespace

std::optional<std::size_t> shortest_common(const Glob& a, const Glob& b, Work& work) {
  if (have_different_prefixes(a, b) || a.matches_nothing() || b.matches_nothing())
    return std::nullopt;
  const std::size_t common = std::min(a.prefix().size(), b.prefix().size());
  const std::size_t height = a.tokens().size();
  const std::size_t width = b.tokens().size();
  work.add((height + 1 - common) * (width + 1 - common));
  if (work.is_used_up()) return std::nullopt;
  std::vector<std::uint32_t> below(width + 2, no_text);
  std::vector<std::uint32_t> row(width + 2, no_text);
  for (std::size_t i = height + 1; i-- > common;) {
    for (std::size_t j = width + 1; j-- > common;)
      row[j] = RestPair(a, i, b, j).shortest({row[j + 1], below[j], below[j + 1]});
    std::swap(row, below);
  }
  if (below[common] == no_text) return std::nullopt;
  return below[common] + common;
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
