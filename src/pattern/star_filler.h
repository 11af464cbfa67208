// Texts that decide most questions whether some patterns match all that another one matches.
//
//   of  dmi*:svnACME:pn*:        dmi~:svnACME:pn~:
//
// If no pattern names `~`, one that matches the text does so with stars in place of each `~`, and
// such a pattern matches whatever stands there. So several of them do no more than one does alone.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pattern/alias_index.h"

namespace ko2alias {

class StarFiller {
 public:
  /// Looks at all patterns of an index.
  StarFiller(const AliasIndex& index, const std::vector<std::string>& patterns);

  /// A text of the pattern in which each star is a run of a byte that no pattern of the index
  /// names, longer than their `?`s. Nothing where there is no such byte, or kmod would not look the
  /// text up.
  [[nodiscard]] std::optional<std::string> text_of(const Glob& glob, std::string_view bus) const;

 private:
  std::optional<std::uint8_t> byte_{};
  /// How many of the tokens of one pattern take the byte, besides stars, at most; by bus.
  std::map<std::string, std::size_t, std::less<>> most_takers_;
};

}  // namespace ko2alias
