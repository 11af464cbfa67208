// Reads a bracket expression, one element after the other:
//
//   [!]a-c[:digit:]_]     negated; `]` itself, as it comes first; `a` to `c`; the digits; `_`
//
// A range's end may be quoted (`\]`) or named (`[=a=]`, `[.a.]`).
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
      if (at_ >= text_.size()) return std::nullopt;
      if (text_[at_] == ']' && !is_first) break;
      if (!parse_element()) return std::nullopt;
    }
    ++at_;
    if (is_negated) set_.flip();
    set_.reset(0);
    return Bracket{is_valid_ ? set_ : ByteSet{}, at_};
  }

 private:
  // `[:digit:]`, `a-z` or `a`.
  bool parse_element() {
    if (text_.substr(at_).starts_with("[:") && parse_class()) return true;
    const auto first = parse_end();
    if (!first) return false;
    if (at_ + 1 >= text_.size() || text_[at_] != '-' || text_[at_ + 1] == ']') {
      set_.set(*first);
      return true;
    }
    ++at_;
    const auto last = parse_end();
    if (!last) return false;
    for (unsigned c = *first; c <= *last; ++c) set_.set(c);
    return true;
  }

  // Text that is no class after all is read byte by byte. A class with an unknown name makes the
  // whole bracket match nothing.
  bool parse_class() {
    const auto end = text_.find(":]", at_ + 2);
    if (end == std::string_view::npos) return false;
    const std::string_view name = text_.substr(at_ + 2, end - at_ - 2);
    if (!std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      return false;
    const auto* const known = std::find_if(std::begin(classes), std::end(classes),
                                           [&](const NamedClass& c) { return c.name == name; });
    is_valid_ = is_valid_ && known != std::end(classes);
    for (int c = 0; c < 128 && known != std::end(classes); ++c)
      if (known->contains(c) != 0) set_.set(static_cast<std::size_t>(c));
    at_ = end + 2;
    return true;
  }

  // One end of a range, or a byte alone: `a`, `\]`, `[=a=]`, `[.a.]`.
  std::optional<std::uint8_t> parse_end() {
    const std::string_view rest = text_.substr(at_);
    const bool is_named = rest.size() >= 5 && rest[0] == '[' &&
                          (rest[1] == '=' || rest[1] == '.') && rest[3] == rest[1] &&
                          rest[4] == ']';
    if (is_named) {
      at_ += 5;
      return as_byte(rest[2]);
    }
    if (!rest.empty() && rest[0] == '\\') ++at_;
    if (at_ >= text_.size()) return std::nullopt;
    return as_byte(text_[at_++]);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  ByteSet set_;
  bool is_valid_ = true;
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
