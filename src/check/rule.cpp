#include "check/rule.h"

#include <fmt/core.h>

#include "check/checked_module.h"
#include "support/text.h"

namespace ko2alias {

std::string_view subject_of(const Finding& finding) {
  if (!finding.other_module.empty()) return finding.other_module;
  if (!finding.place.alias.empty()) return finding.place.alias;
  if (!finding.place.directive.empty()) return finding.place.directive;
  const bool is_of_entry = finding.rule->problem != ProblemKind::other && finding.place.entry;
  return is_of_entry ? std::string_view(finding.message) : std::string_view();
}

void Findings::set_rule(const Rule& rule) {
  tell_omitted();
  rule_ = &rule;
  found_ = 0;
}

std::vector<Finding> Findings::take() {
  tell_omitted();
  return std::move(all_);
}

void Findings::tell_omitted() {
  if (found_ <= most_of_a_rule) return;
  const std::size_t omitted = found_ - most_of_a_rule;
  found_ = 0;
  add({}, fmt::format("the same {} more in this module",
                      omitted == 1 ? "once" : with_commas(omitted) + " times"));
}

void Findings::add(FindingPlace place, std::string message, std::string_view other_module) {
  if (++found_ > most_of_a_rule) return;
  all_.push_back({.rule = rule_,
                  .path = std::string(module_.path()),
                  .module = std::string(module_.name()),
                  .place = std::move(place),
                  .message = std::move(message),
                  .other_module = std::string(other_module),
                  .is_listed = module_.is_listed()});
}

}  // namespace ko2alias
