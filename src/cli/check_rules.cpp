#include "cli/check_rules.h"

#include <algorithm>

#include <fmt/core.h>

#include "check/explain.h"
#include "check/rules.h"
#include "cli/output.h"
#include "support/text.h"
#include "support/wrap.h"

namespace ko2alias {
namespace {

// A line for each rule, on a terminal as many as it takes.
void list_rules(const Streams& streams) {
  constexpr std::size_t summary_column = 35;
  const bool is_narrow = streams.columns < 2 * summary_column;
  for (const Rule& rule : rules()) {
    std::string line = fmt::format("{:<26}{:<9}", rule.id, name_of(rule.severity));
    if (streams.out_is_terminal)
      append_words(line, rule.summary,
                   {.indent = is_narrow ? 4 : summary_column, .columns = streams.columns},
                   summary_column);
    else
      line += rule.summary;
    streams.out << line << "\n";
  }
}

const Rule& rule_to_explain(const std::string& name) {
  if (const Rule* const rule = find_rule(replace_all(name, '_', '-'))) return *rule;
  throw UsageError(fmt::format("--explain {}: no rule '{}'{} (check --list-rules has them)", name,
                               name, nearest_rule(name)));
}

}  // namespace

void add_rule_options(OptionTable& options) {
  options.add("list-rules", flag(), "print the rules with their severities");
  options.add("explain", {.value_name = "RULE", .choices = rule_words()},
              "print what a rule finds, why that is a fault, and how to mend it");
}

std::vector<OptionWord> rule_words() {
  std::vector<OptionWord> words;
  for (const Rule& rule : rules()) words.push_back({.name = std::string(rule.id)});
  return words;
}

std::string nearest_rule(std::string_view id) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules()) ids.push_back(rule.id);
  return did_you_mean(replace_all(id, '_', '-'), ids);
}

std::string explain_hint(std::span<const Finding> findings) {
  const auto gravest = std::max_element(
      findings.begin(), findings.end(),
      [](const Finding& a, const Finding& b) { return a.rule->severity < b.rule->severity; });
  if (gravest == findings.end()) return {};
  return fmt::format("'ko2alias check --explain {}' says why, and how to mend it",
                     gravest->rule->id);
}

bool tell_rules(const OptionValues& values, const Streams& streams) {
  if (is_set(values, "list-rules")) {
    list_rules(streams);
    return true;
  }
  const auto name = text_option(values, "explain");
  if (name) streams.out << explain(rule_to_explain(*name), screen_of(std::nullopt, streams));
  return name.has_value();
}

}  // namespace ko2alias
