#include "check/baseline.h"

#include <algorithm>

#include <fmt/core.h>

#include "check/rules.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// Line breaks and the like are escaped, so that a finding stays on its line.
std::string line_of(const Finding& finding) {
  return fmt::format("{}\t{}\t{}\t{}", finding.rule->id, escape_for_terminal(finding.module),
                     escape_for_terminal(finding.place), escape_for_terminal(finding.message));
}

}  // namespace

Baseline::Baseline(std::string_view text) {
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && line[0] != '#') lines_.emplace(line);
  }
}

bool Baseline::accepts(const Finding& finding) const { return lines_.contains(line_of(finding)); }

std::string baseline_of(const std::vector<Finding>& findings) {
  std::set<std::string> lines;
  for (const Finding& finding : findings) lines.insert(line_of(finding));
  std::string text =
      "# Findings of ko2alias check that are accepted: rule, module, place, message.\n";
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

bool Suppression::covers(const Finding& finding) const {
  return finding.rule->id == rule && (module.empty() || Glob(module).matches(finding.module));
}

Result<Suppression> parse_suppression(std::string_view text) {
  const auto colon = text.find(':');
  Suppression suppression{
      std::string(text.substr(0, colon)),
      colon == std::string_view::npos ? "" : normalized(text.substr(colon + 1))};
  if (find_rule(suppression.rule) != nullptr) return suppression;
  return Problem{.message = fmt::format("no rule '{}' (docs/rules.md has them)", suppression.rule),
                 .kind = ProblemKind::no_rule};
}

}  // namespace ko2alias
