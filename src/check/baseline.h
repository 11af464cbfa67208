// Findings that nobody wants to see: a baseline accepts them one by one, a suppression leaves out
// all that a rule finds.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/rule.h"

namespace ko2alias {

/// Findings that were accepted once, each on a line `RULE<TAB>MODULE<TAB>PLACE<TAB>MESSAGE`. Empty
/// lines and lines that begin with `#` are passed over.
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

/// Gives a problem for a rule that does not exist.
Result<Suppression> parse_suppression(std::string_view text);

}  // namespace ko2alias
