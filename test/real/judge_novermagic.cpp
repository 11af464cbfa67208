// Decodes each module twice, as it is and with its vermagic hidden: the tables alone then have to
// tell the release. They cannot always; but where another release would have made other aliases,
// ko2alias has to say that it is not certain. Modules that differ without a word are differences.
#include <algorithm>

#include <fmt/core.h>

#include "judging.h"
#include "ko2alias/decode.h"

namespace ko2alias::judge {
namespace {

std::string hide_vermagic(std::string bytes) {
  constexpr std::string_view record = "vermagic=";
  for (std::size_t at = 0; (at = bytes.find(record, at)) != std::string::npos; ++at)
    bytes[at + 4] = 'X';
  return bytes;
}

// A doubt has to be marked for programs and told to people.
bool states_doubt(const DecodedModule& module) {
  return !module.choice.is_certain &&
         std::any_of(module.problems.begin(), module.problems.end(),
                     [](const Problem& p) { return p.severity != Severity::note; });
}

// Names the types of the tables whose aliases came out otherwise.
std::string count_undecided(const DecodedModule& with, const DecodedModule& without,
                            Report& report) {
  std::set<std::string> types;
  for (std::size_t i = 0; i < with.tables.size() && i < without.tables.size(); ++i)
    if (patterns_of(with, i) != patterns_of(without, i))
      types.emplace(with.tables[i].table.symbol.type);
  std::string list;
  for (const std::string& type : types) {
    report.add("  not decidable: " + type);
    list += ' ' + type;
  }
  return list;
}

// A doubt that was none costs users a warning: which buses raise them?
void count_doubts(const DecodedModule& without, Report& report) {
  std::set<std::string_view> types;
  for (const DecodedTable& table : without.tables) types.insert(table.table.symbol.type);
  for (const std::string_view type : types)
    report.add("  uncertain, with a table of: " + std::string(type));
}

void compare(const JudgedModule& module, const DecodedModule& without, Report& report) {
  report.count_compared(module.decoded);
  if (module.decoded.tables.empty()) return report.add("modules without tables");
  const bool is_stated = states_doubt(without);
  const Strings wanted = patterns_of(module.decoded);
  const Strings got = patterns_of(without);
  if (wanted == got) {
    if (is_stated) count_doubts(without, report);
    return report.add(is_stated ? "same aliases, but said to be uncertain" : "same aliases");
  }
  const std::string types = count_undecided(module.decoded, without, report);
  if (is_stated) return report.add("other aliases, and said so");
  report.difference(module.path, fmt::format("other aliases without a word ({}, {}):{}: {}",
                                             without.choice.reason, module.decoded.choice.reason,
                                             types, first_difference(wanted, got)));
}

}  // namespace

bool judge_novermagic(const std::filesystem::path& tree, const DecodeOptions& options) {
  Report report;
  for_each_module(tree, options, report, [&](const JudgedModule& module) {
    decode_bytes(module.path, hide_vermagic(module.bytes), options, report,
                 [&](const DecodedModule& without) { compare(module, without, report); });
  });
  return report.print(Report::Detail::totals);
}

}  // namespace ko2alias::judge
