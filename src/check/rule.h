// A rule of `check` and what it finds. A rule is a row of the table in rules.cpp; docs/rules.md has
// a section for each.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

class CheckedModule;
class Findings;
class TargetKernel;

/// A rule looks at modules with one of the two functions, or takes a kind of problem that decoding
/// reports.
struct Rule {
  std::string_view id;
  Severity severity = Severity::warning;
  /// Half a sentence that names the find: `an entry with an invented id`.
  std::string_view summary{};
  /// Looks at a module alone.
  void (*check)(const CheckedModule&, Findings&) = nullptr;
  /// Looks at a module's place in a kernel.
  void (*check_in)(const CheckedModule&, const TargetKernel&, Findings&) = nullptr;
  ProblemKind problem = ProblemKind::other;
};

/// One thing that a rule found.
struct Finding {
  const Rule* rule = nullptr;
  /// The file, and the module's name.
  std::string path{};
  std::string module{};
  /// `__mod_pci__ids_device_table: entry 3`, or empty for the whole module.
  std::string place{};
  std::string message{};
};

/// Takes what the rules find in one module, one rule after the other.
class Findings {
 public:
  Findings(std::string_view path, std::string_view module) : path_(path), module_(module) {}

  /// The rule that finds what is added from now on.
  void set_rule(const Rule& rule) { rule_ = &rule; }
  void add(std::string place, std::string message) {
    all_.push_back(
        {rule_, std::string(path_), std::string(module_), std::move(place), std::move(message)});
  }
  [[nodiscard]] std::vector<Finding> take() { return std::move(all_); }

 private:
  std::string_view path_;
  std::string_view module_;
  const Rule* rule_ = nullptr;
  std::vector<Finding> all_;
};

}  // namespace ko2alias
