// Findings that nobody wants to see: a baseline accepts them one by one, a suppression leaves out
// all that a rule finds.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "check/rule.h"

namespace ko2alias {

/// A finding as it is known again, whatever else is found: an entry that is inserted changes the
/// places of others, and none of this. Texts are escaped as for a terminal, so they have no tabs.
struct FindingIdentity {
  std::string rule{};
  std::string module{};
  std::string table{};
  std::string subject{};

  friend auto operator<=>(const FindingIdentity&, const FindingIdentity&) = default;
};
FindingIdentity identity_of(const Finding& finding);

/// Findings that were accepted once, each on a line `RULE<TAB>MODULE<TAB>TABLE<TAB>SUBJECT`. Where
/// one line stands twice it accepts two findings.
class Baseline {
 public:
  Baseline() = default;
  /// A text without the first line of a baseline, or with lines that are no findings, is a problem.
  static Result<Baseline> parse(std::string_view text);

  /// Whether the finding is one that was accepted. Each line is used once.
  bool accept(const Finding& finding);
  /// The lines that no finding has used.
  [[nodiscard]] std::vector<FindingIdentity> unused() const;

 private:
  std::map<FindingIdentity, std::size_t> left_;
};

/// The text of a baseline that accepts these findings, sorted.
std::string baseline_of(const std::vector<Finding>& findings);

/// `RULE` or `RULE:MODULE`, where the module may be a pattern: `class-wide:snd_*`. In a rule's id
/// `_` is as good as `-`.
struct Suppression {
  std::string rule{};
  std::string module{};

  [[nodiscard]] bool covers(const Finding& finding) const;
};

/// Gives a problem for a rule that does not exist.
Result<Suppression> parse_suppression(std::string_view text);

}  // namespace ko2alias
