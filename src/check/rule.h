// A rule of `check` and what it finds. A rule is a row of the table in rules.cpp; docs/rules.md has
// a section for each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

class CheckedModule;
class Findings;
class TargetKernel;
class ConfigFindings;
struct CheckedConfig;
class CheckedRecord;
class RecordFindings;

/// What a rule has to know of a module. Of a module that is known from a list there are aliases
/// alone.
enum class RuleNeeds : std::uint8_t { file, aliases };

/// A rule looks at modules, at modprobe's configuration or at a package's record with one of the
/// functions, or takes a kind of problem that decoding reports.
struct Rule {
  std::string_view id;
  Severity severity = Severity::warning;
  /// Half a sentence that names the find: `an entry with an invented id`.
  std::string_view summary{};
  /// Looks at a module alone.
  void (*check)(const CheckedModule&, Findings&) = nullptr;
  /// Looks at a module's place in a kernel.
  void (*check_in)(const CheckedModule&, const TargetKernel&, Findings&) = nullptr;
  /// Looks at modprobe's configuration.
  void (*check_config)(const CheckedConfig&, ConfigFindings&) = nullptr;
  /// Looks at what a package records of its modules.
  void (*check_record)(const CheckedRecord&, RecordFindings&) = nullptr;
  RuleNeeds needs = RuleNeeds::file;
  ProblemKind problem = ProblemKind::other;
};

/// Where a finding stands in its module; nothing of it is set for the module as a whole.
struct FindingPlace {
  /// The symbol of a table, or of the object that is one.
  std::string table{};
  std::optional<std::uint32_t> entry{};
  /// The section, for what is wrong outside of tables: `.modinfo`.
  std::string section{};
  /// The line of the list that the module is known from, of modprobe.d or of a record; counted from
  /// 1, 0 for none.
  std::uint32_t line = 0;
  /// The alias that it is about.
  std::string alias{};
  /// The line of modprobe.d that it is about.
  std::string directive{};
};

/// One thing that a rule found.
struct Finding {
  const Rule* rule = nullptr;
  /// The file, and the module's name.
  std::string path{};
  std::string module{};
  FindingPlace place{};
  std::string message{};
  /// The other module, where two are at odds.
  std::string other_module{};
  /// Whether the module is known from a list alone; `path` is the list's.
  bool is_listed = false;
};

/// What tells a finding from the others of its rule, module and table, whatever else stands in the
/// table: the other module, the alias, or what is wrong with an entry that has no alias. Empty
/// where there is but one.
std::string_view subject_of(const Finding& finding);

/// Takes what the rules find in one module, one rule after the other. A module can be made so that
/// a rule finds a million things in it: behind the first 10,000 comes one that says how many more
/// there are.
class Findings {
 public:
  static constexpr std::size_t most_of_a_rule = 10'000;

  explicit Findings(const CheckedModule& module) : module_(module) {}

  /// The rule that finds what is added from now on.
  void set_rule(const Rule& rule);
  void add(FindingPlace place, std::string message, std::string_view other_module = {});
  [[nodiscard]] std::vector<Finding> take();

 private:
  void tell_omitted();

  const CheckedModule& module_;
  const Rule* rule_ = nullptr;
  /// What the rule found in the module.
  std::size_t found_ = 0;
  std::vector<Finding> all_;
};

}  // namespace ko2alias
