#include "cli/check_values.h"

#include <fmt/core.h>

#include "cli/remedies.h"
#include "support/file.h"

namespace ko2alias {

Severity fail_severity(const OptionValues& values) {
  const std::string name = text_option(values, "fail-on").value_or("warning");
  if (const auto severity = find_severity(name)) return *severity;
  throw UsageError(fmt::format("--fail-on {}: expected error, warning or note", name));
}

std::vector<Suppression> suppressions_of(const OptionValues& values) {
  std::vector<Suppression> suppressions;
  for (const std::string& text : texts_option(values, "suppress")) {
    const auto suppression = parse_suppression(text);
    if (!suppression)
      throw UsageError(
          fmt::format("--suppress {}: {}", text, message_with_remedy(suppression.problem())));
    suppressions.push_back(*suppression);
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
    throw UsageError(fmt::format("--baseline {}: {} (--write-baseline writes one)", *path,
                                 baseline.problem().message));
  return *baseline;
}

}  // namespace ko2alias
