#include "check/check.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "decode/members.h"

namespace ko2alias {
namespace {

constexpr Severity error_ = Severity::error;
constexpr Severity warning = Severity::warning;
constexpr Severity note = Severity::note;

constexpr Rule rows[] = {
    // Tables.
    {"unreadable-table", error_, "a table symbol that leads outside of the file"},
    {"table-size", error_, "a table whose size is no multiple of its entry's"},
    {"missing-terminator", error_, "a table without the empty entry that ends it"},
    {"early-terminator", warning, "an empty entry with others behind it, which never bind",
     check_early_terminator},
    {"unknown-type", warning, "a table of a type that no kernel makes aliases of"},
    {"lost-table", warning, "a table that modpost passes by"},
    {"inexpressible-mask", warning, "an entry whose mask no alias can express"},
    {"unknown-override", warning, "an entry with an override value that nobody gave a meaning"},
    {"malformed-guid", error_, "an entry whose GUID is none"},
    {"unterminated-text", warning, "an entry whose text fills its array without a NUL"},
    {"line-break", warning, "an entry whose text holds a line break"},
    {"repeated-entry", note, "an entry that stands in the table already", check_repeated_entries},
    {"shadowed-entry", warning,
     "an entry behind one that matches all its devices, with other driver data",
     check_shadowed_entries},
    {"shadowed-entry-same-data", note, "an entry behind one that matches all its devices",
     check_shadowed_same_data},
    {"catch-all", note, "an entry that matches every device of its bus", check_catch_all},
    {"class-wide", note, "an entry that matches a whole class of devices", check_class_wide},
    {"placeholder-id", note, "an entry with an invented id", check_placeholder_ids},
    {"uncertain-release", note, "a module that does not say for which kernel it was built"},
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
    {"unexpanded-macro", warning, "an alias with the name of a macro in it",
     check_unexpanded_macros},
    {"impossible-alias", warning, "a hand-written alias that no device can have",
     check_impossible_aliases},
    {"libvirt-unmatchable", warning, "an override alias that libvirt's comparison never matches",
     check_libvirt_aliases},
    // Modules in a kernel.
    {"wrong-kernel", error_, "a module built for another kernel", nullptr, meet_wrong_kernel},
    {"name-clash", warning, "a module with the name of one of the kernel's modules", nullptr,
     meet_name_clash},
    {"name-is-alias", note, "a module whose name is an alias of one of the kernel's modules",
     nullptr, meet_name_is_alias},
    {"catch-all-over", note, "an entry for every device of a bus, over other drivers", nullptr,
     meet_catch_all},
    {"claimed-elsewhere", note, "devices that a module of the kernel claims too", nullptr,
     meet_claimed_elsewhere},
};

void take_problem(const CheckedModule& module, const Problem& problem, std::vector<Finding>& out) {
  const Rule* const rule = find_rule(problem.kind);
  if (rule == nullptr) return;
  Findings findings(module, out);
  findings.set_rule(*rule);
  findings.add(problem.place, problem.message);
}

}  // namespace

CheckedModule::CheckedModule(const ModuleReport& report) : report_(report) {
  std::unordered_set<std::string_view> seen;
  for (const Alias& alias : report.module->aliases) seen.insert(alias.pattern);
  for (const ModuleAlias& alias : report.aliases)
    if (alias.origin == Origin::modinfo && seen.insert(alias.pattern).second)
      handwritten_.push_back(alias.pattern);
}

// The generator writes an alias once, so an entry's own may be missing; the prefix of its override
// value is that of another entry with this value. Nothing for a value that has none.
std::optional<std::string> CheckedModule::prefix_of(const Entry& entry,
                                                    const DecodedTable& table) const {
  if (table.variant->override_member.empty()) return "";
  const std::uint64_t value = entry.number(table.variant->override_member);
  if (value == 0) return "";
  for (const Alias& alias : module().aliases)
    if (alias.override_value == value && module().tables[alias.table].bus == table.bus)
      return alias.override_prefix;
  return std::nullopt;
}

std::vector<CheckedModule::EntryPatterns> CheckedModule::patterns_of(std::uint32_t table) const {
  std::vector<EntryPatterns> all;
  const DecodedTable& decoded = module().tables[table];
  if (decoded.variant == nullptr || decoded.entries == 0) return all;
  const TableView view = view_of(module(), decoded);
  AliasSink sink;
  for (std::uint32_t i = 0; i < decoded.entries; ++i) {
    const Entry entry(view, i);
    const auto prefix = prefix_of(entry, decoded);
    if (!prefix) continue;
    write_aliases(entry, *decoded.variant, sink);
    EntryPatterns patterns{i};
    for (const std::string& alias : sink.aliases) patterns.patterns.push_back(*prefix + alias);
    if (!patterns.patterns.empty()) all.push_back(std::move(patterns));
    sink.aliases.clear();
  }
  return all;
}

const DriverData& CheckedModule::data() const {
  if (!data_) data_.emplace(module(), image());
  return *data_;
}

KernelToMeet::KernelToMeet(const Kernel& kernel)
    : kernel_(kernel), claims_(kernel), order_(kernel) {
  std::unordered_map<std::string_view, std::size_t> counts;
  for (const KernelModule& module : kernel.modules)
    if (!module.vermagic.empty()) ++counts[module.vermagic];
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != counts.end()) vermagic_ = most->first;
}

const KernelModule* KernelToMeet::find(std::string_view name) const {
  const auto found = std::find_if(kernel_.modules.begin(), kernel_.modules.end(),
                                  [&](const KernelModule& module) { return module.name == name; });
  return found != kernel_.modules.end() ? &*found : nullptr;
}

std::span<const Rule> rules() { return rows; }

const Rule* find_rule(std::string_view id) {
  const auto* const found = std::find_if(std::begin(rows), std::end(rows),
                                         [&](const Rule& rule) { return rule.id == id; });
  return found != std::end(rows) && !id.empty() ? found : nullptr;
}

std::vector<Finding> check_module(const ModuleReport& report, const KernelToMeet* kernel) {
  const CheckedModule module(report);
  std::vector<Finding> out;
  for (const Problem& problem : report.module->problems) take_problem(module, problem, out);
  Findings findings(module, out);
  for (const Rule& rule : rows) {
    findings.set_rule(rule);
    if (rule.check != nullptr) rule.check(module, findings);
    if (rule.meet != nullptr && kernel != nullptr) rule.meet(module, *kernel, findings);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Finding& a, const Finding& b) { return a.rule < b.rule; });
  return out;
}

}  // namespace ko2alias
