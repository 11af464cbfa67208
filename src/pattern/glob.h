// Patterns with wildcards, read as fnmatch(3) without flags reads them in the C locale.
//
//   `*` any bytes, `?` one byte, `[0-9A-F]` `[!a]` `[[:digit:]]` one byte of a set, `\*` a star.
//
// A pattern is held as tokens. Each token takes one byte, or is a star:
//
//   i2c:ad530[1-3]*      bytes `i2c:ad530`, the set of `1` to `3`, a star
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pattern/bracket.h"
#include "pattern/work.h"

namespace ko2alias {

/// The longest modalias that kmod looks up, of a module whose name has one byte.
constexpr std::size_t longest_modalias = 4093;

class Glob {
 public:
  enum class Kind : std::uint8_t { byte, any, set, star, never };
  struct Token {
    Kind kind = Kind::star;
    /// The byte, for a token of the kind `byte`.
    std::uint8_t byte = 0;
    /// The index in `sets()`, for a token of the kind `set`.
    std::uint16_t set = 0;
  };

  /// A pattern as fnmatch(3) reads it. Every text is one: a bracket that does not close stands for
  /// itself, a backslash at the end matches nothing.
  explicit Glob(std::string_view pattern);

  /// An alias as kmod reads it, to match texts that are `normalized` too:
  ///
  ///   i2c:a\b*       before the first of `*?[` a backslash is itself: matches `i2c:a\bc`
  ///   i2c:a-b        `-` and `_` are the same outside of brackets
  ///   i2c:a]b*       a bracket without its other half: matches nothing
  ///   i2c:é          a byte above 127: matches nothing
  ///
  /// An alias matches nothing either if its devices would have longer names than kmod looks up.
  /// Facts: docs/kernel-facts/module-order.md.
  static Glob of_alias(std::string_view alias);

  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }
  [[nodiscard]] const std::vector<ByteSet>& sets() const { return sets_; }
  /// The bytes before the first token of another kind than `byte`.
  [[nodiscard]] const std::string& prefix() const { return prefix_; }
  /// Whether the token takes the byte. A star takes all.
  [[nodiscard]] bool takes(const Token& token, std::uint8_t byte) const;
  /// The byte most common in aliases that a token takes, which is a byte or a set.
  [[nodiscard]] std::uint8_t commonest(const Token& token) const;

  [[nodiscard]] bool matches(std::string_view text) const;
  [[nodiscard]] bool matches(std::string_view text, Work& work) const;
  /// The size of the shortest text that it matches.
  [[nodiscard]] std::size_t shortest() const;

  /// Whether no text matches, not even the empty one.
  [[nodiscard]] bool matches_nothing() const;
  /// The longest run of bytes without a wildcard between them.
  [[nodiscard]] std::string longest_run() const;

  /// Some text that it matches: stars left empty, the commonest byte of each set. Nothing if it
  /// matches none.
  [[nodiscard]] std::optional<std::string> sample() const;

 private:
  friend Glob shaped_as_device(const Glob& glob);

  Glob() = default;
  static Glob nothing();
  void add_byte(std::uint8_t byte);
  void add_set(const ByteSet& set);
  void add_star();
  std::string_view add_bracket(std::string_view rest);

  std::vector<Token> tokens_;
  std::vector<ByteSet> sets_;
  std::string prefix_;
  /// The number of brackets that do not close.
  unsigned open_brackets_ = 0;
};

inline bool is_star(const Glob::Token& token) { return token.kind == Glob::Kind::star; }

}  // namespace ko2alias
