#include "emit/record.h"

#include <algorithm>
#include <unordered_set>

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {
namespace {

Problem record_note(std::string message) {
  return {.severity = Severity::note, .message = std::move(message)};
}

}  // namespace

std::vector<std::string> AliasCarrier::carry_all(const std::vector<std::string>& aliases) {
  std::vector<std::string> patterns;
  std::unordered_set<std::string> seen;
  for (const std::string& alias : aliases) {
    Carried carried = carry(consumer_, alias);
    if (carried.patterns.empty()) leave_out(carried.left_out);
    replaced_ += carried.is_replaced ? 1 : 0;
    exact_ += carried.has_exact_bus ? 1 : 0;
    for (std::string& pattern : carried.patterns)
      if (seen.insert(pattern).second) patterns.push_back(std::move(pattern));
  }
  return patterns;
}

std::vector<Problem> AliasCarrier::notes() const {
  std::vector<Problem> notes;
  if (replaced_ != 0)
    notes.push_back(
        record_note(fmt::format("{} with '?' for what {} cannot carry",
                                counted(replaced_, "alias", "aliases"), consumer_.name)));
  if (exact_ != 0)
    notes.push_back(record_note(fmt::format(
        "{} written as two patterns each, as {} looks a device up by the text before its first ':'",
        counted(exact_, "alias", "aliases"), consumer_.name)));
  for (const auto& [reason, count] : left_out_)
    notes.push_back(
        record_note(fmt::format("{} left out: {}", counted(count, "alias", "aliases"), reason)));
  return notes;
}

std::map<std::string, std::vector<std::string>> aliases_by_name(
    std::span<const RecordModule> modules) {
  std::map<std::string, std::vector<std::string>> by_name;
  for (const RecordModule& module : modules) {
    if (module.aliases.empty()) continue;
    auto& aliases = by_name[module.name];
    aliases.insert(aliases.end(), module.aliases.begin(), module.aliases.end());
  }
  return by_name;
}

std::optional<Problem> unwritable_alias(std::span<const RecordModule> modules) {
  for (const RecordModule& module : modules)
    for (const std::string& alias : module.aliases)
      if (std::any_of(alias.begin(), alias.end(), [](char c) { return c == '\n' || c == '\r'; }))
        return error(fmt::format(
            "{}: the alias '{}' has a line break, which no script can write: without --raw there "
            "is a '?' for it",
            escape_for_terminal(module.path), escape_for_terminal(alias)));
  return std::nullopt;
}

}  // namespace ko2alias
