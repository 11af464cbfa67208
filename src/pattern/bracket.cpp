// Reads a bracket expression, one element after the other:
//
//   [!]a-c[:digit:]_]     negated; `]` itself, as it comes first; `a` to `c`; the digits; `_`
//
// A range's end may be quoted (`\]`) or named (`[.a.]`); `[=a=]` is `a` alone.
#include "pattern/bracket.h"

#include <algorithm>
#include <cctype>

namespace ko2alias {
namespace {

struct NamedClass {
  std::string_view name;
  int (*contains)(int);
};

constexpr NamedClass classes[] = {
    {"alnum", std::isalnum}, {"alpha", std::isalpha}, {"blank", std::isblank},
    {"cntrl", std::iscntrl}, {"digit", std::isdigit}, {"graph", std::isgraph},
    {"lower", std::islower}, {"print", std::isprint}, {"punct", std::ispunct},
    {"space", std::isspace}, {"upper", std::isupper}, {"xdigit", std::isxdigit},
};

// Reads the inside of a bracket expression, from behind the `[` on.
class BracketParser {
 public:
  explicit BracketParser(std::string_view text) : text_(text) {}

  std::optional<Bracket> parse() {
    const bool is_negated = !text_.empty() && (text_[0] == '!' || text_[0] == '^');
    at_ = is_negated ? 1 : 0;
    for (bool is_first = true;; is_first = false) {
      if (at_ >= text_.size()) return at_open_end();
      if (text_[at_] == ']' && !is_first) break;
      if (!parse_element()) return std::nullopt;
    }
    ++at_;
    set_ &= ~spoiled_;
    if (is_negated) set_ = ~(set_ | spoiled_);
    set_.reset(0);
    return Bracket{is_negated && is_cut_ ? ByteSet{} : set_, at_};
  }

 private:
  // The `[` is a byte like others, unless fnmatch(3) has given the pattern up before.
  [[nodiscard]] std::optional<Bracket> at_open_end() const {
    return is_cut_ ? std::optional(Bracket{{}, at_}) : std::nullopt;
  }

  // `[:digit:]`, `a-z` or `a`.
  bool parse_element() {
    if (text_.substr(at_).starts_with("[:") && parse_class()) return true;
    if (is_unnamed('.')) return skip_symbol();
    if (is_unnamed('=')) spoiled_ |= set_;
    const bool is_class = is_named('=');
    const auto first = is_class ? std::optional(take_named()) : parse_end();
    if (!first) return false;
    if (is_class || at_ + 1 >= text_.size() || text_[at_] != '-' || text_[at_ + 1] == ']') {
      if (!is_cut_) set_.set(*first);
      return true;
    }
    ++at_;
    if (is_unnamed('.')) return skip_symbol();
    if (is_unnamed('=')) spoiled_ |= set_;
    const auto last = parse_end();
    if (!last) return false;
    for (unsigned c = *first; c <= *last && !is_cut_; ++c) set_.set(c);
    return true;
  }

  // Text that is no class after all is read byte by byte.
  bool parse_class() {
    const auto end = is_without_class_ends_ ? std::string_view::npos : text_.find(":]", at_ + 2);
    // Then no later `[:` has an end either, and the text is not searched again for each.
    is_without_class_ends_ = end == std::string_view::npos;
    if (is_without_class_ends_) return false;
    const std::string_view name = text_.substr(at_ + 2, end - at_ - 2);
    if (!std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      return false;
    const auto* const known = std::find_if(std::begin(classes), std::end(classes),
                                           [&](const NamedClass& c) { return c.name == name; });
    is_cut_ = is_cut_ || known == std::end(classes);
    for (int c = 0; c < 128 && !is_cut_; ++c)
      if (known->contains(c) != 0) set_.set(static_cast<std::size_t>(c));
    at_ = end + 2;
    return true;
  }

  // Whether `[.` or `[=` stands here, and the rest of `[.a.]` or does not.
  [[nodiscard]] bool begins_name(char mark) const {
    const std::string_view rest = text_.substr(at_);
    return rest.size() >= 2 && rest[0] == '[' && rest[1] == mark;
  }
  [[nodiscard]] bool is_named(char mark) const {
    const std::string_view rest = text_.substr(at_);
    return begins_name(mark) && rest.size() >= 5 && rest[3] == mark && rest[4] == ']';
  }
  [[nodiscard]] bool is_unnamed(char mark) const { return begins_name(mark) && !is_named(mark); }

  // The byte of `[.a.]`.
  std::uint8_t take_named() {
    at_ += 5;
    return as_byte(text_[at_ - 3]);
  }

  // `[.space.]`, a symbol that the C locale lacks.
  bool skip_symbol() {
    is_cut_ = true;
    const auto end = text_.find(".]", at_ + 2);
    at_ = end == std::string_view::npos ? text_.size() : end + 2;
    return true;
  }

  // One end of a range, or a byte alone: `a`, `\]`, `[.a.]`.
  std::optional<std::uint8_t> parse_end() {
    if (is_named('.')) return take_named();
    const std::string_view rest = text_.substr(at_);
    if (!rest.empty() && rest[0] == '\\') ++at_;
    if (at_ >= text_.size()) return std::nullopt;
    return as_byte(text_[at_++]);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  ByteSet set_;
  /// Bytes that stand before a `[=` that names none: fnmatch(3) takes them for no match.
  ByteSet spoiled_;
  /// Whether a class or a symbol was unknown. A byte that nothing before it has taken is no match
  /// then: what stands behind adds nothing, and a negated bracket takes nothing.
  bool is_cut_ = false;
  bool is_without_class_ends_ = false;
};

std::string order_bytes() {
  std::string order = "0123456789ABCDEFabcdefghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ_,.:";
  ByteSet is_listed;
  for (const char c : order) is_listed.set(as_byte(c));
  is_listed.set(0);
  for (unsigned i = 0; i < 256; ++i) {
    const unsigned byte = (i + ' ') % 256;
    if (!is_listed.test(byte)) order += static_cast<char>(byte);
  }
  return order;
}

}  // namespace

const std::string& bytes_by_commonness() {
  static const std::string order = order_bytes();
  return order;
}

std::optional<Bracket> parse_bracket(std::string_view text) { return BracketParser(text).parse(); }

}  // namespace ko2alias
