// The table of rules. A row says how a rule is called and how grave its findings are; the function
// that finds them stands in the file that rule_functions.h names.
#include "check/rules.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "check/checked_module.h"
#include "check/finding_order.h"
#include "check/metadata_rules.h"
#include "check/modprobe_rules.h"
#include "check/rule_functions.h"

namespace ko2alias {
namespace {

constexpr Severity error_ = Severity::error;
constexpr Severity warning = Severity::warning;
constexpr Severity note = Severity::note;

using enum ProblemKind;

// A rule that takes problems is called like their kind.
constexpr Rule from_problem(ProblemKind kind, Severity severity, std::string_view summary) {
  return {.id = name_of(kind), .severity = severity, .summary = summary, .problem = kind};
}

// A rule that needs no more of a module than its name and its aliases.
constexpr Rule of_aliases(Rule rule) {
  rule.needs = RuleNeeds::aliases;
  return rule;
}

constexpr Rule in_kernel(std::string_view id, Severity severity, std::string_view summary,
                         decltype(Rule::check_in) check_in) {
  return {.id = id, .severity = severity, .summary = summary, .check_in = check_in};
}

constexpr Rule of_config(std::string_view id, Severity severity, std::string_view summary,
                         decltype(Rule::check_config) check_config) {
  return {.id = id, .severity = severity, .summary = summary, .check_config = check_config};
}

constexpr Rule of_record(std::string_view id, Severity severity, std::string_view summary,
                         decltype(Rule::check_record) check_record) {
  return {.id = id, .severity = severity, .summary = summary, .check_record = check_record};
}

constexpr Rule rule_rows[] = {
    // Tables.
    from_problem(unreadable_table, error_, "a table symbol that leads outside of the file"),
    from_problem(table_size, error_, "a table whose size is no multiple of its entry's"),
    from_problem(missing_terminator, error_, "a table without the empty entry that ends it"),
    {"foreign-table", warning, "a table that looks like one of another bus", check_foreign_tables},
    {"early-terminator", warning, "an empty entry with others behind it, which never bind",
     check_early_terminator},
    from_problem(unknown_type, warning, "a table of a type that no kernel makes aliases of"),
    from_problem(lost_table, warning, "a table that modpost skips"),
    from_problem(inexpressible_mask, warning, "an entry whose mask no alias can express"),
    from_problem(unknown_override, warning,
                 "an entry with an override value that nobody gave a meaning"),
    from_problem(malformed_guid, error_, "an entry whose GUID is malformed"),
    from_problem(unterminated_text, warning, "an entry whose text fills its array without a NUL"),
    from_problem(line_break, warning, "an entry whose text holds a line break"),
    {"repeated-entry", note, "an entry that stands in the table already", check_repeated_entries},
    {"shadowed-entry", warning,
     "an entry behind one that matches all its devices, with other driver data",
     check_shadowed_entries},
    {"shadowed-entry-same-data", note, "an entry behind one that matches all its devices",
     check_shadowed_same_data},
    of_aliases(
        {"catch-all", note, "an alias that matches every device of its bus", check_catch_all}),
    of_aliases(
        {"class-wide", note, "an alias that matches a whole class of devices", check_class_wide}),
    of_aliases({"placeholder-id", note, "an alias with an invented id", check_placeholder_ids}),
    from_problem(uncertain_release, note,
                 "a module that does not say for which kernel it was built"),
    // Modules.
    {"forgotten-table", warning,
     "a module that never loads by itself, as no MODULE_DEVICE_TABLE exports its driver's table",
     check_forgotten_tables},
    {"unexported-table", note,
     "a driver's table that is not exported, in a module that other aliases load",
     check_unexported_tables},
    {"stripped", note, "a module stripped of its tables' symbols", check_stripped},
    {"missing-alias", error_, "an alias of a table that is not in .modinfo", check_missing_aliases},
    {"stray-alias", note, "an alias of a table's bus that no table makes", check_stray_aliases},
    {"repeated-alias", note, "a hand-written alias that a table makes already",
     check_repeated_aliases},
    of_aliases({"unexpanded-macro", warning, "an alias with the name of a macro in it",
                check_unexpanded_macros}),
    of_aliases({"impossible-alias", warning, "an alias that no device can have",
                check_impossible_aliases}),
    of_aliases({"libvirt-unmatchable", warning,
                "an override alias that libvirt's comparison never matches",
                check_libvirt_aliases}),
    // Modules in a kernel.
    in_kernel("wrong-kernel", error_, "a module built for another kernel", check_wrong_kernel),
    in_kernel("name-clash", warning, "a module with the name of one of the kernel's modules",
              check_name_clash),
    of_aliases(in_kernel("name-is-alias", note,
                         "a module whose name is an alias of one of the kernel's modules",
                         check_name_is_alias)),
    of_aliases(in_kernel("catch-all-over", note,
                         "an alias for every device of a bus, over other drivers",
                         check_catch_all_over)),
    of_aliases(in_kernel("claimed-elsewhere", note,
                         "devices that a module of the kernel claims too",
                         check_claimed_elsewhere)),
    // modprobe's configuration.
    of_config("config-crlf", error_, "a file of modprobe.d whose lines end with carriage returns",
              check_carriage_returns),
    of_config("config-bracket", warning, "a pattern of modprobe.d with an unpaired bracket",
              check_unpaired_brackets),
    of_config("config-not-read", note, "a file of modprobe.d that is not called .conf",
              check_unread_files),
    of_config("config-dash", warning,
              "a dash in modprobe.blacklist=, which does not stand for an underscore there",
              check_blacklist_dashes),
    of_config("config-lost-install", warning,
              "a command that never runs, as its module has soft dependencies",
              check_commands_with_softdeps),
    of_config("config-lost-softdep", warning,
              "soft dependencies that are never used, as the module has others before them",
              check_lost_softdeps),
    of_config("config-needless-blacklist", note,
              "a blacklisted module that the kernel does not have, or has built in",
              check_needless_blacklists),
    of_config("config-alias-target", warning, "an alias of a module that the kernel does not have",
              check_alias_targets),
    // Package metadata.
    of_record("metadata-missing", error_, "an alias of which a package records nothing",
              check_missing_records),
    of_record("metadata-wider", warning,
              "a recorded pattern that matches more than the modules' aliases",
              check_wider_records),
    of_record("metadata-stale", warning, "a recorded module or pattern that no module has",
              check_stale_records),
    of_record("metadata-unusable", error_,
              "a record that its consumer cannot read or never matches", check_unusable_records),
    of_record("metadata-flavour", error_, "a record for another flavour of the kernel",
              check_record_flavours),
    of_record("metadata-module-name", note, "a recorded module's name with '-' for '_'",
              check_record_names),
};

// Decoding cannot report a kind of problem that `check` would lose.
constexpr bool has_rule_for_each_kind() {
  for (unsigned i = 1; i < static_cast<unsigned>(first_without_rule); ++i)
    if (std::none_of(std::begin(rule_rows), std::end(rule_rows),
                     [&](const Rule& rule) { return rule.problem == static_cast<ProblemKind>(i); }))
      return false;
  return true;
}
static_assert(has_rule_for_each_kind());

// The first alias that an entry made, if it made one. Aliases stand in the order of their entries.
std::string_view alias_of(const DecodedModule& module, std::uint32_t table, std::uint32_t entry) {
  const auto at = std::pair(table, entry);
  const auto found = std::lower_bound(
      module.aliases.begin(), module.aliases.end(), at,
      [](const Alias& a, const auto& b) { return std::pair(a.table, a.entry) < b; });
  const bool is_there =
      found != module.aliases.end() && std::pair(found->table, found->entry) == at;
  return is_there ? std::string_view(found->pattern) : std::string_view();
}

// A problem says its place in words: `__mod_pci__ids_device_table: entry 3`.
FindingPlace place_of(const DecodedModule& module, const Problem& problem) {
  constexpr std::string_view before_entry = ": entry ";
  const std::string_view place = problem.place;
  const auto cut = place.rfind(before_entry);
  std::uint32_t entry = 0;
  if (cut != std::string_view::npos) {
    const std::string_view digits = place.substr(cut + before_entry.size());
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), entry);
    for (std::uint32_t i = 0;
         parsed.ptr == digits.data() + digits.size() && i < module.tables.size(); ++i)
      if (module.tables[i].table.symbol_name == place.substr(0, cut))
        return ko2alias::place_of(module.tables[i], entry, alias_of(module, i, entry));
  }
  return {.table = problem.place};
}

void take_problems(const CheckedModule& module, ProblemKind kind, Findings& findings) {
  for (const Problem& problem : module.module().problems)
    if (problem.kind == kind) findings.add(place_of(module.module(), problem), problem.message);
}

bool applies_to(const Rule& rule, const CheckedModule& module) {
  return !module.is_listed() || rule.needs == RuleNeeds::aliases;
}

}  // namespace

std::span<const Rule> rules() { return rule_rows; }

const Rule* find_rule(std::string_view id) {
  const auto* const found = std::find_if(std::begin(rule_rows), std::end(rule_rows),
                                         [&](const Rule& rule) { return rule.id == id; });
  return found != std::end(rule_rows) ? found : nullptr;
}

std::vector<Finding> check_module(const ModuleReport& report, const TargetKernel* kernel) {
  const CheckedModule module(report);
  Findings findings(module);
  for (const Rule& rule : rule_rows) {
    if (!applies_to(rule, module)) continue;
    findings.set_rule(rule);
    if (rule.problem != other) take_problems(module, rule.problem, findings);
    if (rule.check != nullptr) rule.check(module, findings);
    if (rule.check_in != nullptr && kernel != nullptr) rule.check_in(module, *kernel, findings);
  }
  std::vector<Finding> all = findings.take();
  order_findings(all, report.module);
  return all;
}

}  // namespace ko2alias
