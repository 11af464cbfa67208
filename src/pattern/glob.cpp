// A text is matched from left to right. Where it does not fit, the last star takes one byte more
// and the tokens behind it are tried again. `a*bc` against `abxbc`:
//
//   the star takes       `b` against     `c` against
//   nothing              `b`, fits       `x`, does not fit
//   `b`                  `x`, does not fit
//   `bx`                 `b`, fits       `c`, fits: both are at their ends
//
// An earlier star is never tried again: a byte more for it is a byte that the last star can take.
#include "pattern/glob.h"

#include <algorithm>

#include "pattern/kmod_text.h"

namespace ko2alias {
namespace {

constexpr std::string_view wildcards = "*?[";

// fnmatch(3) wants a backslash doubled where kmod takes it for itself.
std::string as_fnmatch_pattern(std::string_view alias) {
  std::string pattern;
  const std::size_t first_wildcard = std::min(alias.find_first_of(wildcards), alias.size());
  for (const char c : alias.substr(0, first_wildcard)) pattern.append(c == '\\' ? 2 : 1, c);
  return pattern.append(alias.substr(first_wildcard));
}

}  // namespace

Glob::Glob(std::string_view pattern) {
  tokens_.reserve(pattern.size());
  for (std::string_view rest = pattern; !rest.empty();) {
    const char c = rest[0];
    rest.remove_prefix(1);
    if (c == '[') {
      rest = add_bracket(rest);
    } else if (c == '*') {
      add_star();
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

Glob Glob::of_alias(std::string_view alias) {
  const bool is_short = alias.size() <= longest_modalias;
  if (is_short && is_plain(alias) && alias.find('-') == std::string_view::npos) return Glob(alias);
  Glob glob = can_match(alias) ? Glob(as_fnmatch_pattern(normalized(alias))) : nothing();
  return glob.shortest() <= longest_modalias ? glob : nothing();
}

Glob Glob::nothing() {
  Glob glob;
  glob.tokens_.push_back({Kind::never});
  return glob;
}

void Glob::add_byte(std::uint8_t byte) { tokens_.push_back({Kind::byte, byte}); }

// Two stars in a row match no more than one.
void Glob::add_star() {
  if (tokens_.empty() || !is_star(tokens_.back())) tokens_.push_back({Kind::star});
}

void Glob::add_set(const ByteSet& set) {
  if (set.none()) return tokens_.push_back({Kind::never});
  // All but NUL.
  if (set.count() == 255) return tokens_.push_back({Kind::any});
  if (set.count() == 1) return add_byte(static_cast<std::uint8_t>(set._Find_first()));
  const auto same = std::find(sets_.begin(), sets_.end(), set);
  tokens_.push_back({Kind::set, 0, static_cast<std::uint16_t>(same - sets_.begin())});
  if (same == sets_.end()) sets_.push_back(set);
}

// Returns the text behind the bracket. The limits bound the work, as each `[` that does not close
// is read to the end. No alias comes near them: the kernel's brackets have twenty bytes, and kmod
// takes no pattern of more than 4,094.
std::string_view Glob::add_bracket(std::string_view rest) {
  constexpr std::size_t longest = 4096;
  constexpr unsigned most_open = 256;
  constexpr std::size_t most_sets = 0xffff;
  const bool may_parse = open_brackets_ < most_open && sets_.size() < most_sets;
  const auto bracket = may_parse ? parse_bracket(rest.substr(0, longest)) : std::nullopt;
  if (!bracket) {
    ++open_brackets_;
    add_byte('[');
    return rest;
  }
  add_set(bracket->bytes);
  return rest.substr(bracket->size);
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

std::uint8_t Glob::commonest(const Token& token) const {
  if (token.kind != Kind::set) return token.byte;
  const std::string& order = bytes_by_commonness();
  return as_byte(
      *std::find_if(order.begin(), order.end(), [&](char c) { return takes(token, as_byte(c)); }));
}

bool Glob::matches(std::string_view text) const {
  Work any;
  return matches(text, any);
}

// Where a token does not take its byte, the last star takes one byte more.
bool Glob::matches(std::string_view text, Work& work) const {
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
      work.add(token - *star);
      token = *star + 1;
      at = ++star_end;
    } else {
      work.add(token);
      return false;
    }
  }
  work.add(token);
  return true;
}

bool Glob::matches_nothing() const {
  return std::any_of(tokens_.begin(), tokens_.end(),
                     [](const Token& token) { return token.kind == Kind::never; });
}

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

std::optional<std::string> Glob::sample() const {
  std::string text;
  for (const Token& token : tokens_) {
    if (token.kind == Kind::never) return std::nullopt;
    if (token.kind == Kind::any) text += '0';
    if (token.kind == Kind::byte || token.kind == Kind::set)
      text += static_cast<char>(commonest(token));
  }
  return text;
}

std::size_t Glob::shortest() const {
  return static_cast<std::size_t>(std::count_if(
      tokens_.begin(), tokens_.end(), [](const Token& token) { return !is_star(token); }));
}

}  // namespace ko2alias
