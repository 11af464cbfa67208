#include "check/formats.h"

#include <algorithm>

#include "support/text.h"

namespace ko2alias {
namespace {

constexpr FormatRow<CheckView> rows[] = {
    {"text", "a line for each finding, and a count", render_check_text},
    {"json", "one document (docs/json-schema/check.schema.json)", render_check_json},
    {"github", "workflow commands, which GitHub Actions shows as annotations", render_check_github},
    {"sarif", "SARIF 2.1.0, for code scanning", render_check_sarif},
    {"junit", "JUnit XML, for GitLab CI and Jenkins", render_check_junit},
};

}  // namespace

std::span<const FormatRow<CheckView>> check_formats() { return rows; }

std::size_t count_of(std::span<const Finding> findings, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Finding& finding) { return finding.rule->severity == severity; }));
}

std::string text_of(const Finding& finding) {
  return finding.place + (finding.place.empty() ? "" : ": ") + finding.message;
}

void append_percent(std::string& out, char byte) {
  out += '%';
  append_hex(out, static_cast<unsigned char>(byte), 2);
}

}  // namespace ko2alias
