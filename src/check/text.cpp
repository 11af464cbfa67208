// Findings to read. In a pipe each is a line that begins with its file, so that grep, cut and
// editors know what to do with it:
//
//   acme_nic.ko: warning[shadowed-entry]: acme_pci_ids[3]: never used: entry 1 matches all its …
//   modprobe.d/acme.conf:3: note[config-needless-blacklist]: the kernel has no module acme_typo
//   2 warnings, 1 note in 14 modules
//
// On a terminal the findings of a file stand below its name, and lines end where the screen does:
//
//   acme_nic.ko
//     warning[shadowed-entry]: acme_pci_ids[3]: never used: entry 1 matches all its devices
//         (pci:v00001ED5d*sv*sd*bc*sc*i*) and gives the driver 0x0 instead of 0x1
//
// What could not be read stands on the error stream.
#include <fmt/core.h>

#include "check/formats.h"
#include "support/color.h"
#include "support/glyphs.h"
#include "support/text.h"
#include "support/wrap.h"

namespace ko2alias {
namespace {

std::string with_place(const std::string& place, const Finding& finding) {
  return escape_for_terminal(place + (place.empty() ? "" : ": ") + finding.message);
}

// `2 warnings, 1 note in 14 modules; 3 suppressed`
std::string count_line(const CheckView& view) {
  std::string counts;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    if (const std::size_t count = count_of(view.findings, severity); count != 0)
      counts += (counts.empty() ? "" : ", ") + counted(count, name_of(severity));
  std::string text = fmt::format("{} in {}", counts.empty() ? "nothing found" : counts,
                                 counted(view.modules, "module"));
  if (view.config_files != 0)
    text += fmt::format(" and {} of modprobe.d", counted(view.config_files, "file"));
  if (view.accepted != 0) text += fmt::format("; {} accepted by the baseline", view.accepted);
  if (!view.gone.empty())
    text += fmt::format("; {} no longer found",
                        counted(view.gone.size(), "accepted finding is", "accepted findings are"));
  if (view.suppressed != 0) text += fmt::format("; {} suppressed", view.suppressed);
  return text;
}

// An error tells where there was nothing to look at.
bool has_looked(const CheckView& view) {
  return view.modules != 0 || view.config_files != 0 || !view.findings.empty();
}

class CheckText {
 public:
  explicit CheckText(const CheckView& view) : view_(view) {}

  std::string render() {
    for (const Finding& finding : view_.findings)
      if (view_.screen.is_terminal)
        add_below_its_file(finding);
      else
        add_line(finding);
    if (view_.screen.has_header && has_looked(view_)) add_totals();
    for (const FindingIdentity& gone : view_.gone) wrap("no longer found: " + text_of(gone));
    if (view_.listed != 0 && view_.screen.has_header) wrap(listed_text(view_));
    return std::move(text_);
  }

 private:
  void add_totals() {
    if (view_.screen.is_terminal && !view_.findings.empty()) text_ += "\n";
    wrap(count_line(view_));
    if (view_.screen.is_terminal && !view_.findings.empty() && !view_.explain_hint.empty())
      wrap(view_.explain_hint);
  }

  void add_line(const Finding& finding) {
    text_ += escape_for_terminal(finding.path);
    if (finding.place.line != 0) text_ += fmt::format(":{}", finding.place.line);
    text_ += fmt::format(": {}: {}\n", title(finding), with_place(place_in_file(finding), finding));
  }

  void add_below_its_file(const Finding& finding) {
    if (file_ != finding.path) {
      text_ += file_.empty() ? "" : "\n";
      file_ = finding.path;
      wrap(styled(view_.screen.has_color, fmt::emphasis::bold, escape_for_terminal(file_)));
    }
    wrap(with_place(place_text(finding), finding), "  " + title(finding) + ":", 6);
  }

  [[nodiscard]] std::string title(const Finding& finding) const {
    return styled(view_.screen.has_color, style_of(finding.rule->severity),
                  title_of(*finding.rule));
  }

  // Adds words behind the head of a line. Further lines are indented.
  void wrap(std::string_view words, const std::string& head = "", std::size_t indent = 4) {
    text_ += head;
    if (view_.screen.is_terminal)
      append_words(text_, words, {.indent = indent, .columns = view_.screen.columns},
                   columns_of(head));
    else
      text_.append(words);
    text_ += "\n";
  }

  const CheckView& view_;
  std::string text_;
  /// The file whose findings stand last in the text.
  std::string_view file_;
};

}  // namespace

std::string render_check_text(const CheckView& view) { return CheckText(view).render(); }

}  // namespace ko2alias
