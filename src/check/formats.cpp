#include "check/formats.h"

#include <algorithm>

#include <fmt/core.h>

#include "check/rules.h"
#include "ko2alias/device_table.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr FormatRow<CheckView> rows[] = {
    {.name = "text",
     .help = "a line for each finding, FILE: SEVERITY[RULE]: PLACE: MESSAGE, and a count; on a "
             "terminal the findings of a file below its name",
     .render = render_check_text},
    {.name = "json",
     .help = "one JSON document",
     .render = render_check_json,
     .syntax = Syntax::json},
    {.name = "jsonl",
     .help = "a JSON object a line, for each finding and each file that could not be read",
     .render = render_check_jsonl,
     .syntax = Syntax::json},
    {.name = "github",
     .help = "workflow commands, which GitHub Actions shows as annotations",
     .render = render_check_github,
     .syntax = Syntax::commands},
    {.name = "sarif",
     .help = "SARIF 2.1.0, for code scanning",
     .render = render_check_sarif,
     .syntax = Syntax::json},
    {.name = "junit",
     .help = "JUnit XML, for GitLab CI and Jenkins",
     .render = render_check_junit,
     .syntax = Syntax::markup},
};

}  // namespace

std::span<const FormatRow<CheckView>> check_formats() { return rows; }

std::size_t count_of(std::span<const Finding> findings, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Finding& finding) { return finding.rule->severity == severity; }));
}

std::string place_in_file(const Finding& finding) {
  const FindingPlace& place = finding.place;
  std::string text = finding.is_listed ? finding.module : "";
  const auto add = [&](std::string_view part) {
    text.append(text.empty() || part.empty() ? "" : ": ").append(part);
  };
  if (place.entry)
    add(entry_name(place.table, finding.module, *place.entry));
  else
    add(table_name(place.table, finding.module));
  add(place.section);
  return text;
}

std::string place_text(const Finding& finding) {
  std::string text = place_in_file(finding);
  if (finding.place.line != 0)
    text += fmt::format("{}line {}", text.empty() ? "" : ": ", finding.place.line);
  return text;
}

std::string text_of(const Finding& finding) {
  const std::string place = place_text(finding);
  return place + (place.empty() ? "" : ": ") + finding.message;
}

std::string title_of(const Rule& rule) {
  return fmt::format("{}[{}]", name_of(rule.severity), rule.id);
}

std::vector<std::string_view> rules_of_lists(const CheckView& view) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules())
    if (rule.needs == RuleNeeds::aliases && (view.has_kernel || rule.check_in == nullptr))
      ids.push_back(rule.id);
  return ids;
}

std::string listed_text(const CheckView& view) {
  if (view.listed == 0) return {};
  std::string ids;
  for (const std::string_view id : rules_of_lists(view))
    ids.append(ids.empty() ? "" : ", ").append(id);
  return fmt::format("{} known from lists alone: looked for {}",
                     counted(view.listed, "module is", "modules are"), ids);
}

std::string text_of(const FindingIdentity& identity) {
  std::string text = fmt::format("{} in {}", identity.rule, identity.module);
  for (const std::string& part : {identity.table, identity.subject})
    if (!part.empty()) text.append(", ").append(part);
  return text;
}

void append_percent(std::string& out, char byte) {
  out += '%';
  append_hex(out, static_cast<unsigned char>(byte), 2);
}

}  // namespace ko2alias
