// Alias patterns as fnmatch(3) without flags in the C locale understands them, and questions about
// sets of them.
//
//   `*` any bytes, `?` one byte, `[0-9A-F]` `[!a]` `[[:digit:]]` one byte of a set, `\*` a star.
//
// A pattern is held as tokens, each of which takes one byte of a set, or is a star.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

using ByteSet = std::bitset<256>;

/// What a bus's devices report: the field's tag and how many hexadecimal digits follow it.
struct DeviceField {
  std::string_view tag{};
  std::size_t digits = 0;
};
/// The fields of a bus (`pci`) in their order; none where they have no known widths.
std::span<const DeviceField> device_fields(std::string_view bus);

class Glob {
 public:
  enum class Kind : std::uint8_t { byte, any, set, star, never };
  struct Token {
    Kind kind = Kind::star;
    /// Of a byte.
    std::uint8_t byte = 0;
    /// Of a set: its index in `sets()`.
    std::uint16_t set = 0;
  };

  /// Every text is a pattern: a bracket that does not close stands for itself, a backslash at the
  /// end matches nothing.
  explicit Glob(std::string_view pattern);

  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }
  [[nodiscard]] const std::vector<ByteSet>& sets() const { return sets_; }
  /// The bytes before the first token that is no byte.
  [[nodiscard]] const std::string& prefix() const { return prefix_; }
  /// Whether the token takes the byte. A star takes all.
  [[nodiscard]] bool takes(const Token& token, std::uint8_t byte) const;

  [[nodiscard]] bool matches(std::string_view text) const;
  /// The size of the shortest text that it matches.
  [[nodiscard]] std::size_t shortest() const;

  /// The same with every star inside a field of known width filled up with hexadecimal digits, as
  /// devices report them: `pci:v00008086d*…` becomes eight digits after `d`. For buses without such
  /// fields, the same pattern.
  [[nodiscard]] Glob shaped_as_device() const;

  /// Whether it speaks of a bus whose fields have known widths.
  [[nodiscard]] bool has_shape() const;
  /// The longest run of bytes without a wildcard between them.
  [[nodiscard]] std::string longest_run() const;

  /// Some text that it matches: stars left empty, the lowest byte of each set. Nothing if it
  /// matches none.
  [[nodiscard]] std::optional<std::string> sample() const;

 private:
  Glob() = default;
  void add_byte(std::uint8_t byte);
  void add_set(const ByteSet& set);
  std::string_view parse_bracket(std::string_view rest);

  std::vector<Token> tokens_;
  std::vector<ByteSet> sets_;
  std::string prefix_;
  /// Brackets that do not close.
  unsigned open_brackets_ = 0;
};

/// The pattern or modalias with `_` for `-` outside of brackets: kmod takes them for the same.
std::string normalized(std::string_view text);

/// Whether each `[` has a `]` behind it, and there is no other `]`. This is kmod's count, which
/// knows no `[]a]`; a pattern or modalias without matches nothing there
/// (docs/kernel-facts/module-order.md).
bool has_paired_brackets(std::string_view text);

/// The size of the shortest text that both match; nothing if there is none.
std::optional<std::size_t> shortest_common(const Glob& a, const Glob& b);
inline bool overlap(const Glob& a, const Glob& b) { return shortest_common(a, b).has_value(); }

/// Whether both match a device that reports no more than the longer of them asks for:
/// `acpi*:AAAA0001:*` and `acpi*:BBBB0002:*` have devices in common, but only such as report both
/// ids.
bool have_natural_overlap(const Glob& a, const Glob& b);

/// Whether all that `narrow` matches is obviously matched by `wide`: true is a proof, false is
/// none.
bool covers_token_by_token(const Glob& wide, const Glob& narrow);

/// A search for a text.
struct TextSearch {
  enum class Outcome : std::uint8_t { found, none, gave_up };
  Outcome outcome = Outcome::none;
  std::string text{};
};

/// A text that each of the first matches and none of the second; `none` proves that there is no
/// such text. Gives up only on patterns made to be hard, after `max_states` states.
TextSearch find_text(std::span<const Glob* const> all_of, std::span<const Glob* const> none_of,
                     std::size_t max_states = 200'000);

}  // namespace ko2alias
