#include "check/formats.h"

#include <algorithm>

namespace ko2alias {
namespace {

constexpr CheckFormat rows[] = {
    {"text", "a line for each finding, and a count", render_check_text},
    {"json", "one document (docs/json-schema/check.schema.json)", render_check_json},
    {"github", "workflow commands, which GitHub Actions shows as annotations", render_check_github},
    {"sarif", "SARIF 2.1.0, for code scanning", render_check_sarif},
    {"junit", "JUnit XML, for GitLab CI and Jenkins", render_check_junit},
};

}  // namespace

std::span<const CheckFormat> check_formats() { return rows; }

std::size_t count_of(std::span<const Finding> findings, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Finding& finding) { return finding.rule->severity == severity; }));
}

}  // namespace ko2alias
