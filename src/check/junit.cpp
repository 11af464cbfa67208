// Findings as JUnit XML. GitLab and Jenkins show one failure of a test case, so each rule that
// finds something in a module is a case, and fails with all that it found:
//
//   <testcase classname="acme_nic" name="acme_nic.ko: shadowed-entry" time="0">
//    <failure type="shadowed-entry" message="acme_pci_ids[3]: …">…</failure>
//   </testcase>
//
// The findings of a rule stand together in a module, unlike in other formats. A case with notes
// passes. All modules without findings are one more case, which passes too. An input that could not
// be read is a case with an error.
#include <map>
#include <set>
#include <vector>

#include <fmt/core.h>

#include "check/formats.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// What one rule found in one module, in order.
using FailedCase = std::vector<const Finding*>;

// Findings of a module stand together, those of its rules do not.
std::vector<FailedCase> failed_cases(std::span<const Finding> findings) {
  std::vector<FailedCase> cases;
  std::map<const Rule*, std::size_t> of_module;
  const Finding* previous = nullptr;
  for (const Finding& finding : findings) {
    if (previous == nullptr || previous->path != finding.path || previous->module != finding.module)
      of_module.clear();
    previous = &finding;
    const auto [found, is_new] = of_module.try_emplace(finding.rule, cases.size());
    if (is_new) cases.emplace_back();
    cases[found->second].push_back(&finding);
  }
  return cases;
}

std::string case_of(const FailedCase& found) {
  const Finding& first = *found.front();
  std::string lines;
  for (const Finding* const finding : found) lines += escape_for_xml(text_of(*finding)) + "\n";
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
  // Many modules may be known from one list.
  std::set<std::pair<std::string_view, std::string_view>> paths;
  for (const Finding& finding : view.findings) paths.insert({finding.path, finding.module});
  if (paths.size() >= view.modules) return "";
  return fmt::format(
      "  <testcase classname=\"ko2alias\" name=\"{} without findings\" time=\"0\"/>\n",
      counted(view.modules - paths.size(), "module"));
}

// A case that says something and passes.
std::string case_of_text(std::string_view name, std::string_view text) {
  return fmt::format(
      "  <testcase classname=\"ko2alias\" name=\"{}\" time=\"0\">\n"
      "   <system-out>{}</system-out>\n  </testcase>\n",
      name, escape_for_xml(text));
}

std::string case_of(const UnreadInput& input) {
  return fmt::format(
      "  <testcase classname=\"ko2alias\" name=\"{}: reading\" time=\"0\">\n"
      "   <error type=\"reading\" message=\"{}\"/>\n  </testcase>\n",
      escape_for_xml(input.path), escape_for_xml(input.message));
}

struct Cases {
  std::string text{};
  std::size_t tests = 0;
  std::size_t failures = 0;

  void add(std::string_view one) {
    text += one;
    tests += one.empty() ? 0 : 1;
  }
};

void add_what_is_no_finding(Cases& cases, const CheckView& view) {
  for (const UnreadInput& input : view.unread) cases.add(case_of(input));
  if (view.listed != 0) cases.add(case_of_text("modules of lists", listed_text(view)));
  std::string gone;
  for (const FindingIdentity& identity : view.gone)
    gone += "no longer found: " + text_of(identity) + "; ";
  if (!gone.empty()) cases.add(case_of_text("baseline", gone));
}

}  // namespace

std::string render_check_junit(const CheckView& view) {
  Cases cases;
  cases.add(case_of_good(view));
  for (const FailedCase& found : failed_cases(view.findings)) {
    cases.add(case_of(found));
    cases.failures += found.front()->rule->severity != Severity::note ? 1 : 0;
  }
  add_what_is_no_finding(cases, view);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites>\n"
      " <testsuite name=\"ko2alias check\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
      "skipped=\"0\" "
      "time=\"0\">\n"
      "{} </testsuite>\n</testsuites>\n",
      cases.tests, cases.failures, view.unread.size(), cases.text);
}

}  // namespace ko2alias
