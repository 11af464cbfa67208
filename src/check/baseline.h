// Findings that are not wanted: those of a baseline, and those that the user suppresses.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/check.h"

namespace ko2alias {

/// Findings that were accepted once. A text with one a line,
/// `RULE<TAB>MODULE<TAB>PLACE<TAB>MESSAGE`; empty lines and those that begin with `#` are passed
/// over.
class Baseline {
 public:
  Baseline() = default;
  explicit Baseline(std::string_view text);

  [[nodiscard]] bool accepts(const Finding& finding) const;

 private:
  std::set<std::string, std::less<>> lines_;
};

/// The text of a baseline that accepts these findings, sorted.
std::string baseline_of(const std::vector<Finding>& findings);

/// `RULE` or `RULE:MODULE`, where the module may be a pattern: `class-wide:snd_*`.
struct Suppression {
  std::string rule{};
  std::string module{};

  [[nodiscard]] bool covers(const Finding& finding) const;
};

/// A problem for a rule that does not exist.
Result<Suppression> parse_suppression(std::string_view text);

}  // namespace ko2alias
