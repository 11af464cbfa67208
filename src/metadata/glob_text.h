// Patterns written down for a consumer, and read as Python's fnmatch reads them.
//
//   a\*[^0-4],(b)      for C, as an alias has it
//   a[*][!0-4]??b?     for isenkram, which cannot carry `,` and brackets
#pragma once

#include <string>
#include <string_view>

#include "metadata/consumer.h"
#include "pattern/glob.h"

namespace ko2alias {

/// Whether a record for the consumer can hold the character.
bool is_carried(const Consumer& consumer, char c);

class GlobText {
 public:
  explicit GlobText(const Consumer& consumer) : consumer_(consumer) {}

  /// The pattern's text. It matches all that the pattern matches, and more where a `?` stands for
  /// what the consumer cannot carry.
  [[nodiscard]] std::string of(const Glob& glob);
  /// Whether a text matches more than its pattern did.
  [[nodiscard]] bool is_wider() const { return is_wider_; }

 private:
  void add_byte(std::string& text, char c);
  void add_set(std::string& text, const ByteSet& set);

  const Consumer& consumer_;
  bool is_wider_ = false;
};

/// What Python's fnmatch takes a pattern for, as a pattern of fnmatch(3).
std::string fnmatch_of_python(std::string_view pattern);

}  // namespace ko2alias
