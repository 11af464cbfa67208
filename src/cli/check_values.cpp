#include "cli/check_values.h"

#include <array>

#include <fmt/core.h>

#include "cli/check_rules.h"
#include "cli/remedies.h"
#include "support/file.h"

namespace ko2alias {

namespace {

// The items of a list, which has one at least: an empty text is no suppression.
std::vector<std::string> suppression_items(const std::string& list) {
  std::vector<std::string> items = split_list(list);
  if (items.empty()) items.push_back(list);
  return items;
}

}  // namespace

void add_counting_options(OptionTable& options) {
  options.add(
      "fail-on",
      {.value_name = "SEVERITY",
       .choices = {{.name = "error"}, {.name = "warning"}, {.name = "note"}, {.name = never_word}}},
      "exit with 1 from this severity on (default: warning)");
  options.add("suppress",
              {.value_name = "RULE[:MODULE],...", .choices = rule_words(), .is_list = true},
              "leave out what these rules find, everywhere or in modules of that name (may be a "
              "pattern)");
}

bool is_fail_severity(const std::string& name) {
  return name == never_word || find_severity(name).has_value();
}

std::optional<std::string> suppression_fault(const std::string& list) {
  for (const std::string& item : suppression_items(list)) {
    const auto suppression = parse_suppression(item);
    if (suppression) continue;
    Problem problem = suppression.problem();
    problem.message += nearest_rule(item.substr(0, item.find(':')));
    return message_with_remedy(problem);
  }
  return std::nullopt;
}

std::optional<Severity> fail_severity(const OptionValues& values) {
  const std::vector<std::string> severities{"error", "warning", "note", never_word};
  const std::string name = text_option(values, "fail-on").value_or("warning");
  if (!is_fail_severity(name))
    throw UsageError(fmt::format("--fail-on {}: expected {}{}", name, any_of_these(severities),
                                 did_you_mean(name, severities)));
  return find_severity(name);
}

std::vector<Suppression> suppressions_of(const OptionValues& values) {
  std::vector<Suppression> suppressions;
  for (const std::string& list : texts_option(values, "suppress")) {
    if (const auto fault = suppression_fault(list))
      throw UsageError(fmt::format("--suppress {}: {}", list, *fault));
    for (const std::string& item : suppression_items(list))
      suppressions.push_back(*parse_suppression(item));
  }
  return suppressions;
}

Baseline read_baseline(const OptionValues& values) {
  const auto path = text_option(values, "baseline");
  if (!path) return {};
  const auto text = read_text_file(*path);
  if (!text) throw UsageError(fmt::format("--baseline {}: {}", *path, text.problem().message));
  const auto baseline = Baseline::parse(*text);
  if (!baseline)
    throw UsageError(fmt::format("--baseline {}: {} (--write-baseline writes a new one)", *path,
                                 baseline.problem().message));
  return *baseline;
}

}  // namespace ko2alias
