// Findings as commands to the runner of GitHub Actions, which shows them as annotations:
//
//   ::warning file=acme_nic.ko,title=shadowed-entry::acme_pci_ids[3]: never used: …
//   ko2alias check: 0 errors, 1 warning, 0 notes in 14 modules
#include <fmt/core.h>

#include "check/formats.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The runner's own escapes. In a property the characters that end it are escaped too.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  while (!text.empty()) {
    const Character character = take_character(text);
    const char first = character.bytes[0];
    if (special.find(first) != std::string_view::npos)
      append_percent(out, first);
    else
      out += escape_for_terminal(character.bytes);
  }
  return out;
}

std::string property(std::string_view text) { return escaped(text, "%\r\n:,"); }
std::string value(std::string_view text) { return escaped(text, "%\r\n"); }

// `,line=3` for a line of modprobe.d.
std::string line_property(const Finding& finding) {
  const bool has_line = is_of_config(finding) && finding.place.line != 0;
  return has_line ? fmt::format(",line={}", finding.place.line) : "";
}

std::string_view command_of(Severity severity) {
  return severity == Severity::note ? "notice" : name_of(severity);
}

std::string count_text(const CheckView& view, Severity severity) {
  return counted(count_of(view.findings, severity), name_of(severity));
}

}  // namespace

std::string render_check_github(const CheckView& view) {
  std::string text;
  for (const Finding& finding : view.findings)
    text += fmt::format("::{} file={}{},title={}::{}\n", command_of(finding.rule->severity),
                        property(finding.path), line_property(finding), finding.rule->id,
                        value(text_of(finding)));
  for (const UnreadInput& input : view.unread)
    text += fmt::format("::error file={},title=not read::{}\n", property(input.path),
                        value(input.message));
  for (const FindingIdentity& gone : view.gone)
    text += fmt::format("::notice title=no longer found::{}\n", value(text_of(gone)));
  if (view.listed != 0) text += fmt::format("::notice title=lists::{}\n", value(listed_text(view)));
  text += fmt::format("ko2alias check: {}, {}, {} in {}", count_text(view, Severity::error),
                      count_text(view, Severity::warning), count_text(view, Severity::note),
                      counted(view.modules, "module"));
  if (!view.unread.empty())
    text += fmt::format("; {} could not be read", counted(view.unread.size(), "input"));
  return text + "\n";
}

}  // namespace ko2alias
