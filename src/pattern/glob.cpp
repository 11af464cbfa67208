#include "pattern/glob.h"

#include <algorithm>
#include <array>
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

std::uint8_t as_byte(char c) { return static_cast<std::uint8_t>(c); }

// The inside of a bracket expression, from behind `[` on.
class Bracket {
 public:
  explicit Bracket(std::string_view text) : text_(text) {}

  /// Nothing if it does not close.
  std::optional<ByteSet> parse() {
    const bool is_negated = !text_.empty() && (text_[0] == '!' || text_[0] == '^');
    at_ = is_negated ? 1 : 0;
    for (bool is_first = true;; is_first = false) {
      if (at_ >= text_.size()) return std::nullopt;
      if (text_[at_] == ']' && !is_first) break;
      if (!parse_element()) return std::nullopt;
    }
    ++at_;
    if (is_negated) set_.flip();
    return is_valid_ ? set_ : ByteSet{};
  }
  [[nodiscard]] std::size_t size() const { return at_; }

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

  // What is no class after all is read byte by byte; a class that nobody knows lets the whole
  // bracket match nothing.
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

// Which fields a bus's devices report, in hexadecimal digits.
struct Shape {
  std::string_view bus;
  std::array<DeviceField, 10> fields{};
};

constexpr Shape shapes[] = {
    {"pci:", {{{"v", 8}, {"d", 8}, {"sv", 8}, {"sd", 8}, {"bc", 2}, {"sc", 2}, {"i", 2}}}},
    {"usb:",
     {{{"v", 4},
       {"p", 4},
       {"d", 4},
       {"dc", 2},
       {"dsc", 2},
       {"dp", 2},
       {"ic", 2},
       {"isc", 2},
       {"ip", 2},
       {"in", 2}}}},
    {"hid:", {{{"b", 4}, {"g", 4}, {"v", 8}, {"p", 8}}}},
    {"hdaudio:", {{{"v", 8}, {"r", 8}, {"a", 2}}}},
    {"virtio:", {{{"d", 8}, {"v", 8}}}},
    {"sdio:", {{{"c", 2}, {"v", 4}, {"d", 4}}}},
};

const Shape* find_shape(std::string_view prefix) {
  const auto bus = prefix.substr(0, prefix.find(':') + 1);
  for (const Shape& shape : shapes)
    if (bus == shape.bus || bus.ends_with("_" + std::string(shape.bus))) return &shape;
  return nullptr;
}

ByteSet hex_digits() {
  ByteSet set;
  for (const char c : std::string_view("0123456789ABCDEF")) set.set(as_byte(c));
  return set;
}

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

bool is_star(const Glob::Token& token) { return token.kind == Glob::Kind::star; }

bool matches_nothing(const Glob& glob) {
  return std::any_of(glob.tokens().begin(), glob.tokens().end(),
                     [](const Glob::Token& token) { return token.kind == Glob::Kind::never; });
}

}  // namespace

Glob::Glob(std::string_view pattern) {
  for (std::string_view rest = pattern; !rest.empty();) {
    const char c = rest[0];
    rest.remove_prefix(1);
    if (c == '[') {
      rest = parse_bracket(rest);
    } else if (c == '*') {
      if (tokens_.empty() || !is_star(tokens_.back())) tokens_.push_back({Kind::star});
    } else if (c == '?') {
      tokens_.push_back({Kind::any});
    } else if (c == '\\' && rest.empty()) {
      tokens_.push_back({Kind::never});
    } else {
      add_byte(as_byte(c == '\\' ? rest[0] : c));
      if (c == '\\') rest.remove_prefix(1);
    }
  }
  for (const Token& token : tokens_) {
    if (token.kind != Kind::byte) break;
    prefix_ += static_cast<char>(token.byte);
  }
}

void Glob::add_byte(std::uint8_t byte) { tokens_.push_back({Kind::byte, byte}); }

void Glob::add_set(const ByteSet& set) {
  if (set.none()) return tokens_.push_back({Kind::never});
  if (set.all()) return tokens_.push_back({Kind::any});
  if (set.count() == 1) return add_byte(static_cast<std::uint8_t>(set._Find_first()));
  const auto same = std::find(sets_.begin(), sets_.end(), set);
  tokens_.push_back({Kind::set, 0, static_cast<std::uint16_t>(same - sets_.begin())});
  if (same == sets_.end()) sets_.push_back(set);
}

// What follows the bracket.
// Bounded, as each `[` that does not close is read to the end. No alias comes near: the kernel's
// brackets have twenty bytes, and kmod takes no pattern of more than 4,094.
std::string_view Glob::parse_bracket(std::string_view rest) {
  constexpr std::size_t longest = 4096;
  constexpr unsigned most_open = 256;
  constexpr std::size_t most_sets = 0xffff;
  Bracket bracket(rest.substr(0, longest));
  const auto set =
      open_brackets_ < most_open && sets_.size() < most_sets ? bracket.parse() : std::nullopt;
  if (!set) {
    ++open_brackets_;
    add_byte('[');
    return rest;
  }
  add_set(*set);
  return rest.substr(bracket.size());
}

bool Glob::takes(const Token& token, std::uint8_t byte) const {
  switch (token.kind) {
    case Kind::byte: return token.byte == byte;
    case Kind::set: return sets_[token.set].test(byte);
    case Kind::never: return false;
    case Kind::any:
    case Kind::star: break;
  }
  return true;
}

// Where the rest after a star does not fit, the last star takes one byte more: earlier ones need
// not be tried again.
bool Glob::matches(std::string_view text) const {
  std::size_t at = 0;
  std::size_t token = 0;
  std::optional<std::size_t> star;
  std::size_t star_end = 0;
  while (at < text.size() || token < tokens_.size()) {
    if (token < tokens_.size() && is_star(tokens_[token])) {
      star = token++;
      star_end = at;
    } else if (token < tokens_.size() && at < text.size() &&
               takes(tokens_[token], as_byte(text[at]))) {
      ++token;
      ++at;
    } else if (star && star_end < text.size()) {
      token = *star + 1;
      at = ++star_end;
    } else {
      return false;
    }
  }
  return true;
}

bool Glob::has_shape() const { return find_shape(prefix_) != nullptr; }

std::string Glob::longest_run() const {
  std::string longest;
  std::string run;
  for (const Token& token : tokens_) {
    if (token.kind == Kind::byte)
      run += static_cast<char>(token.byte);
    else
      run.clear();
    if (run.size() > longest.size()) longest = run;
  }
  return longest;
}

Glob Glob::shaped_as_device() const {
  const Shape* const shape = find_shape(prefix_);
  if (shape == nullptr) return *this;
  Glob shaped;
  shaped.sets_ = sets_;
  shaped.prefix_ = prefix_;
  std::size_t at = prefix_.find(':') + 1;
  shaped.tokens_.assign(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(at));
  const auto is_tag = [&](std::string_view tag) {
    for (std::size_t i = 0; i < tag.size(); ++i)
      if (at + i >= tokens_.size() || tokens_[at + i].kind != Kind::byte ||
          tokens_[at + i].byte != as_byte(tag[i]))
        return false;
    return true;
  };
  for (const DeviceField& field : shape->fields) {
    if (field.digits == 0 || !is_tag(field.tag)) break;
    for (const char c : field.tag) shaped.add_byte(as_byte(c));
    at += field.tag.size();
    std::size_t digits = 0;
    for (; digits < field.digits && at < tokens_.size() && !is_star(tokens_[at]); ++digits)
      shaped.tokens_.push_back(tokens_[at++]);
    for (; digits < field.digits && at < tokens_.size() && is_star(tokens_[at]); ++digits)
      shaped.add_set(hex_digits());
    if (at < tokens_.size() && is_star(tokens_[at])) ++at;
  }
  // What the shape does not know stays as it is.
  shaped.tokens_.insert(shaped.tokens_.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                        tokens_.end());
  return shaped;
}

std::optional<std::string> Glob::sample() const {
  std::string text;
  for (const Token& token : tokens_) {
    if (token.kind == Kind::never) return std::nullopt;
    if (token.kind == Kind::byte) text += static_cast<char>(token.byte);
    if (token.kind == Kind::any) text += '0';
    if (token.kind == Kind::set) text += static_cast<char>(sets_[token.set]._Find_first());
  }
  return text;
}

std::span<const DeviceField> device_fields(std::string_view bus) {
  const Shape* const shape = find_shape(std::string(bus) + ":");
  if (shape == nullptr) return {};
  const auto is_unused = [](const DeviceField& field) { return field.tag.empty(); };
  return {shape->fields.begin(),
          std::find_if(shape->fields.begin(), shape->fields.end(), is_unused)};
}

bool has_paired_brackets(std::string_view text) {
  for (;;) {
    const std::size_t open = std::min(text.find('['), text.size());
    if (text.find(']') < open) return false;
    if (open == text.size()) return true;
    const std::size_t close = text.find(']', open);
    if (close == std::string_view::npos) return false;
    text.remove_prefix(close + 1);
  }
}

std::string normalized(std::string_view text) {
  std::string normal(text);
  for (std::size_t i = 0; i < normal.size(); ++i) {
    if (normal[i] == '-') normal[i] = '_';
    if (normal[i] == '[') i = std::min(normal.find(']', i), normal.size() - 1);
  }
  return normal;
}

std::size_t Glob::shortest() const {
  return static_cast<std::size_t>(std::count_if(
      tokens_.begin(), tokens_.end(), [](const Token& token) { return !is_star(token); }));
}

// This and the next work from the back: row[j] says it of the rests of the two patterns.
std::optional<std::size_t> shortest_common(const Glob& a, const Glob& b) {
  constexpr std::uint32_t none = 0xffffffff;
  const std::size_t common = std::min(a.prefix().size(), b.prefix().size());
  if (a.prefix().compare(0, common, b.prefix(), 0, common) != 0 || matches_nothing(a) ||
      matches_nothing(b))
    return std::nullopt;
  const auto& x = a.tokens();
  const auto& y = b.tokens();
  std::vector<std::uint32_t> below(y.size() + 1, none);
  std::vector<std::uint32_t> row(y.size() + 1);
  const auto longer = [](std::uint32_t size, const Glob::Token& token) {
    return size == none || is_star(token) ? size : size + 1;
  };
  for (std::size_t i = x.size() + 1; i-- > common;) {
    for (std::size_t j = y.size() + 1; j-- > common;) {
      const bool x_is_over = i == x.size();
      const bool y_is_over = j == y.size();
      row[j] = x_is_over && y_is_over ? 0 : none;
      if ((!x_is_over && is_star(x[i])) || (!y_is_over && is_star(y[j]))) {
        // A star takes the other's token, or ends.
        if (!x_is_over) row[j] = std::min(row[j], longer(below[j], x[i]));
        if (!y_is_over) row[j] = std::min(row[j], longer(row[j + 1], y[j]));
      } else if (!x_is_over && !y_is_over && below[j + 1] != none && is_shared(a, x[i], b, y[j])) {
        row[j] = below[j + 1] + 1;
      }
    }
    std::swap(row, below);
  }
  if (below[common] == none) return std::nullopt;
  return below[common] + common;
}

bool have_natural_overlap(const Glob& a, const Glob& b) {
  const Glob x = a.shaped_as_device();
  const Glob y = b.shaped_as_device();
  const auto size = shortest_common(x, y);
  return size && *size <= std::max(x.shortest(), y.shortest());
}

bool covers_token_by_token(const Glob& wide, const Glob& narrow) {
  const auto& w = wide.tokens();
  const auto& n = narrow.tokens();
  if (!narrow.prefix().starts_with(wide.prefix())) return false;
  // Most pairs are told apart by one text.
  const auto sample = narrow.sample();
  if (!sample || !wide.matches(*sample)) return !sample;
  const std::size_t common = wide.prefix().size();
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
