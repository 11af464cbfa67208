// Findings as JUnit XML. GitLab and Jenkins show one failure of a test case, so each rule that
// finds something in a module is a case, and fails with all that it found:
//
//   <testcase classname="acme_nic" name="acme_nic.ko: shadowed-entry" time="0">
//    <failure type="shadowed-entry" message="__mod_pci__ids_device_table: …">…</failure>
//   </testcase>
//
// A case with notes passes. All modules without findings are one more case, which passes too.
#include <set>

#include <fmt/core.h>

#include "check/formats.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The findings at the beginning that one rule made in one module.
std::span<const Finding> first_case(std::span<const Finding> findings) {
  std::size_t size = 1;
  while (size < findings.size() && findings[size].path == findings[0].path &&
         findings[size].rule == findings[0].rule)
    ++size;
  return findings.first(size);
}

std::string case_of(std::span<const Finding> found) {
  const Finding& first = found.front();
  std::string lines;
  for (const Finding& finding : found) lines += escape_for_xml(text_of(finding)) + "\n";
  const std::string message = found.size() == 1 ? text_of(first) : counted(found.size(), "finding");
  std::string text =
      fmt::format("  <testcase classname=\"{}\" name=\"{}: {}\" time=\"0\">\n",
                  escape_for_xml(first.module), escape_for_xml(first.path), first.rule->id);
  if (first.rule->severity == Severity::note)
    text += fmt::format("   <system-out>{}</system-out>\n", lines);
  else
    text += fmt::format("   <failure type=\"{}\" message=\"{}\">{}</failure>\n", first.rule->id,
                        escape_for_xml(message), lines);
  return text + "  </testcase>\n";
}

std::string case_of_good(const CheckView& view) {
  std::set<std::string_view> paths;
  for (const Finding& finding : view.findings) paths.insert(finding.path);
  if (paths.size() >= view.modules) return "";
  return fmt::format(
      "  <testcase classname=\"ko2alias\" name=\"{} without findings\" time=\"0\"/>\n",
      counted(view.modules - paths.size(), "module"));
}

}  // namespace

std::string render_check_junit(const CheckView& view) {
  std::string cases = case_of_good(view);
  std::size_t tests = cases.empty() ? 0 : 1;
  std::size_t failures = 0;
  for (auto rest = view.findings; !rest.empty(); ++tests) {
    const auto found = first_case(rest);
    cases += case_of(found);
    failures += found.front().rule->severity != Severity::note ? 1 : 0;
    rest = rest.subspan(found.size());
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites>\n"
      " <testsuite name=\"ko2alias check\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" "
      "time=\"0\">\n"
      "{} </testsuite>\n</testsuites>\n",
      tests, failures, cases);
}

}  // namespace ko2alias
