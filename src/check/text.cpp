// Findings to read, one a line:
//
//   acme_nic.ko: __mod_pci__ids_device_table: entry 3: warning: never used: entry 1 matches …
//   [shadowed-entry] 2 warnings, 1 note in 14 modules
#include <fmt/core.h>

#include "check/formats.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view color_of(Severity severity) {
  return severity == Severity::error     ? "\x1b[31m"
         : severity == Severity::warning ? "\x1b[33m"
                                         : "\x1b[36m";
}

std::string line_of(const CheckView& view, const Finding& finding) {
  const auto shown = escape_for_terminal;
  std::string severity(name_of(finding.rule->severity));
  if (view.has_color)
    severity = fmt::format("{}{}\x1b[0m", color_of(finding.rule->severity), severity);
  return fmt::format("{}: {}{}{}: {} [{}]\n", shown(finding.path), shown(finding.place),
                     finding.place.empty() ? "" : ": ", severity, shown(finding.message),
                     finding.rule->id);
}

}  // namespace

std::string render_check_text(const CheckView& view) {
  std::string text;
  for (const Finding& finding : view.findings) text += line_of(view, finding);
  std::string counts;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    if (const std::size_t count = count_of(view.findings, severity); count != 0)
      counts += (counts.empty() ? "" : ", ") + counted(count, name_of(severity));
  text += fmt::format("{} in {}", counts.empty() ? "nothing found" : counts,
                      counted(view.modules, "module"));
  if (view.accepted != 0) text += fmt::format("; {} accepted by the baseline", view.accepted);
  if (view.suppressed != 0) text += fmt::format("; {} suppressed", view.suppressed);
  return text + "\n";
}

}  // namespace ko2alias
