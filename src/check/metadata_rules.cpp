// Rules about what packages record of their modules.
#include "check/metadata_rules.h"

#include <algorithm>
#include <iterator>

#include <fmt/core.h>

#include "check/finding_order.h"
#include "check/rules.h"
#include "metadata/rpm_modalias.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The line of the record that would be right.
std::string right_line(const PackageRecord& record, std::string_view module,
                       std::string_view vermagic, const std::string& pattern) {
  switch (record.kind) {
    case RecordKind::modaliases: return fmt::format("alias {} {}", pattern, module);
    case RecordKind::metainfo:
      return fmt::format("<modalias>{}</modalias>", escape_for_xml(pattern));
    case RecordKind::supplements:
      return fmt::format("modalias(kernel-{}:{})", flavour_of(vermagic), percent_encoded(pattern));
    case RecordKind::provides: return fmt::format("modalias({})", pattern);
    default: return fmt::format("{}({})", module, pattern);
  }
}

}  // namespace

void RecordFindings::add(std::string_view module, std::size_t line, std::string_view alias,
                         std::string message) {
  const std::string& path = record_.path;
  const std::string name = path.substr(path.rfind('/') + 1);
  all_.push_back({.rule = &rule_,
                  .path = path,
                  .module = module.empty() ? name : std::string(module),
                  .place = {.line = static_cast<std::uint32_t>(line), .alias = std::string(alias)},
                  .message = std::move(message)});
}

std::vector<Finding> check_record(const PackageRecord& record,
                                  std::span<const PackagedModule> modules) {
  const CheckedRecord checked(record, modules);
  std::vector<Finding> all;
  for (const Rule& rule : rules()) {
    if (rule.check_record == nullptr) continue;
    RecordFindings findings(rule, record);
    rule.check_record(checked, findings);
    std::vector<Finding> found = findings.take();
    std::move(found.begin(), found.end(), std::back_inserter(all));
  }
  order_findings(all, nullptr);
  return all;
}

void check_missing_records(const CheckedRecord& checked, RecordFindings& findings) {
  const PackageRecord& record = checked.record();
  for (const CheckedRecord::Missing& one : checked.missing())
    findings.add(one.module->name, 0, one.alias,
                 fmt::format("nothing is recorded for the devices of '{}'; right would be: {}",
                             escape_for_terminal(one.alias),
                             escape_for_terminal(right_line(record, one.module->name,
                                                            one.module->vermagic, one.pattern))));
}

void check_wider_records(const CheckedRecord& checked, RecordFindings& findings) {
  for (const CheckedRecord::Claim& claim : checked.wider())
    findings.add(claim.pattern->module, claim.pattern->line, claim.pattern->pattern,
                 fmt::format("'{}' offers the package for devices that no module of it drives: {}",
                             escape_for_terminal(claim.pattern->pattern), claim.reason));
}

void check_stale_records(const CheckedRecord& checked, RecordFindings& findings) {
  std::set<std::string_view> gone;
  for (const RecordedPattern& pattern : checked.record().patterns) {
    const bool is_gone =
        checked.record().names_modules() && !checked.has_module(underscored(pattern.module));
    if (is_gone && gone.insert(pattern.module).second)
      findings.add(pattern.module, pattern.line, "",
                   fmt::format("the package has no module {}; its aliases are to be taken out",
                               escape_for_terminal(pattern.module)));
  }
  for (const CheckedRecord::Claim& claim : checked.stale())
    if (!gone.contains(claim.pattern->module))
      findings.add(claim.pattern->module, claim.pattern->line, claim.pattern->pattern,
                   fmt::format("no module of the package has '{}' or any part of it; it is to be "
                               "taken out",
                               escape_for_terminal(claim.pattern->pattern)));
}

void check_unusable_records(const CheckedRecord& checked, RecordFindings& findings) {
  const Consumer& consumer = checked.record().consumer();
  for (const RecordFault& fault : checked.record().faults)
    findings.add("", fault.line, fault.text,
                 fault.text.empty()
                     ? fault.message
                     : fmt::format("'{}': {}", escape_for_terminal(fault.text), fault.message));
  for (const CheckedRecord::Claim& claim : checked.unusable()) {
    const std::string_view text = claim.pattern->pattern;
    const Carried carried = carry(consumer, claim.alias.empty() ? text : claim.alias);
    std::string right;
    for (const std::string& pattern : carried.patterns)
      if (pattern != text)
        right += (right.empty() ? "; right would be: " : ", ") + escape_for_terminal(pattern);
    findings.add(claim.pattern->module, claim.pattern->line, text,
                 fmt::format("{} never matches '{}': {}{}", consumer.name,
                             escape_for_terminal(text), claim.reason, right));
  }
}

void check_record_flavours(const CheckedRecord& checked, RecordFindings& findings) {
  if (checked.record().kind != RecordKind::supplements) return;
  const std::set<std::string_view> flavours = checked.flavours();
  std::set<std::string_view> told;
  for (const RecordedPattern& pattern : checked.record().patterns) {
    constexpr std::string_view before = "kernel-";
    if (!pattern.package.starts_with(before) || flavours.empty()) continue;
    const std::string_view flavour = std::string_view(pattern.package).substr(before.size());
    if (flavours.contains(flavour) || !told.insert(flavour).second) continue;
    findings.add("", pattern.line, pattern.package,
                 fmt::format("{} is asked for, and the modules are built for kernel-{}",
                             escape_for_terminal(pattern.package), *flavours.begin()));
  }
}

void check_record_names(const CheckedRecord& checked, RecordFindings& findings) {
  if (!checked.record().names_modules()) return;
  std::set<std::string_view> told;
  for (const RecordedPattern& pattern : checked.record().patterns) {
    const std::string right = underscored(pattern.module);
    if (right == pattern.module || !checked.has_module(right)) continue;
    if (told.insert(pattern.module).second)
      findings.add(pattern.module, pattern.line, "", fmt::format("the module is called {}", right));
  }
}

}  // namespace ko2alias
