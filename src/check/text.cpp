// Findings to read, one a line:
//
//   acme_nic.ko: __mod_pci__ids_device_table: entry 3: warning: never used: … [shadowed-entry]
//   2 warnings, 1 note in 14 modules
//
// What could not be read stands on the error stream.
#include <fmt/core.h>

#include "check/formats.h"
#include "support/color.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr fmt::terminal_color color_of(Severity severity) {
  return severity == Severity::error     ? fmt::terminal_color::red
         : severity == Severity::warning ? fmt::terminal_color::yellow
                                         : fmt::terminal_color::cyan;
}

std::string line_of(const CheckView& view, const Finding& finding) {
  const auto shown = escape_for_terminal;
  const Severity severity = finding.rule->severity;
  const std::string place = place_text(finding);
  return fmt::format("{}: {}{}{}: {} [{}]\n", shown(finding.path), shown(place),
                     place.empty() ? "" : ": ",
                     styled(view.screen.has_color, fg(color_of(severity)), name_of(severity)),
                     shown(finding.message), finding.rule->id);
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
  if (view.config_files != 0)
    text += fmt::format(" and {} of modprobe.d", counted(view.config_files, "file"));
  if (view.accepted != 0) text += fmt::format("; {} accepted by the baseline", view.accepted);
  if (!view.gone.empty())
    text += fmt::format("; {} no longer found",
                        counted(view.gone.size(), "accepted finding is", "accepted findings are"));
  if (view.suppressed != 0) text += fmt::format("; {} suppressed", view.suppressed);
  text += "\n";
  for (const FindingIdentity& gone : view.gone)
    text += fmt::format("no longer found: {}\n", text_of(gone));
  if (view.listed != 0) text += listed_text(view) + "\n";
  return text;
}

}  // namespace ko2alias
