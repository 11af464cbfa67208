// All rules look at a module, and their findings are written in all formats.
#include <fmt/core.h>

#include <string>
#include <unordered_set>

#include "check/formats.h"
#include "check/rules.h"
#include "harness.h"
#include "module/read_modules.h"

namespace ko2alias::fuzz {
namespace {

constexpr std::size_t most_written = 100;

// All that a format may show of the findings.
std::string text_of_all(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& one : findings)
    text += fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}\n", one.rule->id, one.path, one.module,
                        one.place.table, one.place.entry.value_or(~0U), one.place.section,
                        one.place.line, one.place.alias, one.message, one.other_module);
  return text;
}

// SARIF describes every rule again, which takes ten times as long as the rules themselves. Most
// mutants have findings of others, which are written once.
bool are_new(const std::vector<Finding>& findings) {
  static std::unordered_set<std::size_t> known;
  return known.insert(std::hash<std::string>()(text_of_all(findings))).second;
}

}  // namespace

void run_check(std::string_view bytes) {
  static const ReadOptions options{.input = {.limits = {.module = 1 << 20}},
                                   .source = AliasSource::all,
                                   .tells_module_problems = false};
  static Workspace workspace;
  const Item item{.name = "fuzz.ko", .bytes = std::string(bytes)};
  std::vector<Finding> findings;
  read_item(options, item, workspace, [&](ModuleReport& report) {
    for (Finding& finding : check_module(report, nullptr)) findings.push_back(std::move(finding));
  });
  if (!are_new(findings)) return;
  // A table of garbage has thousands, which are all written in the same way.
  if (findings.size() > most_written) findings.resize(most_written);
  for (const bool is_terminal : {false, true}) {
    const CheckView view{
        .findings = findings, .modules = 1, .screen = {.is_terminal = is_terminal, .columns = 20}};
    for (const auto& format : check_formats()) format.render(view);
  }
}

}  // namespace ko2alias::fuzz
