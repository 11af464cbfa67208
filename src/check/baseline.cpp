#include "check/baseline.h"

#include <algorithm>

#include <fmt/core.h>

#include "check/rules.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view any_first_line = "# Findings of ko2alias check that are accepted: ";
constexpr std::string_view first_line =
    "# Findings of ko2alias check that are accepted: rule, module, table, alias or other module.";

// Cuts the text before the next tab off.
std::string take_column(std::string_view& line) {
  const auto tab = std::min(line.find('\t'), line.size());
  std::string column(line.substr(0, tab));
  line.remove_prefix(std::min(tab + 1, line.size()));
  return column;
}

// Editors may have cut off the tabs behind the last text.
Result<FindingIdentity> parse_line(std::string_view line, std::size_t number) {
  FindingIdentity identity;
  for (std::string* const column :
       {&identity.rule, &identity.module, &identity.table, &identity.subject})
    *column = take_column(line);
  if (find_rule(identity.rule) == nullptr)
    return error(fmt::format("line {}: no rule '{}'", number, escape_for_terminal(identity.rule)));
  if (identity.module.empty() || !line.empty())
    return error(
        fmt::format("line {}: expected rule, module, table and what it is about, with a "
                    "tab between them",
                    number));
  return identity;
}

}  // namespace

FindingIdentity identity_of(const Finding& finding) {
  return {.rule = std::string(finding.rule->id),
          .module = escape_for_terminal(finding.module),
          .table = escape_for_terminal(finding.place.table),
          .subject = escape_for_terminal(subject_of(finding))};
}

Result<Baseline> Baseline::parse(std::string_view text) {
  Baseline baseline;
  bool is_baseline = false;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = take_line(text);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line == first_line) is_baseline = true;
    if (line != first_line && line.starts_with(any_first_line))
      return error(fmt::format("line {}: a baseline of another version of ko2alias", number));
    if (line.empty() || line[0] == '#') continue;
    if (!is_baseline) break;
    const auto identity = parse_line(line, number);
    if (!identity) return identity.problem();
    ++baseline.left_[*identity];
  }
  if (!is_baseline) return error(fmt::format("not a baseline: it lacks the line '{}'", first_line));
  return baseline;
}

bool Baseline::accept(const Finding& finding) {
  const auto found = left_.find(identity_of(finding));
  if (found == left_.end() || found->second == 0) return false;
  --found->second;
  return true;
}

std::vector<FindingIdentity> Baseline::unused() const {
  std::vector<FindingIdentity> unused;
  for (const auto& [identity, count] : left_) unused.insert(unused.end(), count, identity);
  return unused;
}

std::string baseline_of(const std::vector<Finding>& findings) {
  std::vector<FindingIdentity> identities;
  identities.reserve(findings.size());
  for (const Finding& finding : findings) identities.push_back(identity_of(finding));
  std::sort(identities.begin(), identities.end());
  std::string text = std::string(first_line) + "\n";
  for (const FindingIdentity& one : identities)
    text += fmt::format("{}\t{}\t{}\t{}\n", one.rule, one.module, one.table, one.subject);
  return text;
}

bool Suppression::covers(const Finding& finding) const {
  return finding.rule->id == rule && (module.empty() || Glob(module).matches(finding.module));
}

Result<Suppression> parse_suppression(std::string_view text) {
  const auto colon = text.find(':');
  Suppression suppression{
      replace_all(text.substr(0, colon), '_', '-'),
      colon == std::string_view::npos ? "" : normalized(text.substr(colon + 1))};
  if (find_rule(suppression.rule) != nullptr) return suppression;
  return Problem{.message = fmt::format("no rule '{}'", text.substr(0, colon)),
                 .kind = ProblemKind::no_rule};
}

}  // namespace ko2alias
