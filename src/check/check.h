// `check`: rules about device tables and aliases. A rule is a row of a table; docs/rules.md has a
// section for each.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "decode/driver_data.h"
#include "kernel/claims.h"
#include "kernel/kernel.h"
#include "kernel/module_order.h"
#include "module/module_report.h"

namespace ko2alias {

class Entry;
struct Rule;

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

/// A module that is checked, and what several rules want to know of it.
class CheckedModule {
 public:
  /// Looks into the report, which has to be one of a module and not of a list.
  explicit CheckedModule(const ModuleReport& report);

  [[nodiscard]] std::string_view name() const { return report_.name; }
  [[nodiscard]] std::string_view path() const { return report_.path; }
  [[nodiscard]] const DecodedModule& module() const { return *report_.module; }
  [[nodiscard]] const ModuleImage& image() const { return *report_.image; }
  /// Whether this is a linked module, which has what modpost wrote, rather than an object on its
  /// way there.
  [[nodiscard]] bool is_linked() const { return !module().modinfo.first("vermagic").empty(); }

  struct EntryPatterns {
    std::uint32_t entry = 0;
    std::vector<std::string> patterns{};
  };
  /// The aliases of each entry of a table, those included that the kernel's generator writes only
  /// once for several entries. As they are: kmod takes `-` and `_` for the same, buses do not.
  [[nodiscard]] std::vector<EntryPatterns> patterns_of(std::uint32_t table) const;

  /// The aliases of `.modinfo` that no table makes, each once.
  [[nodiscard]] const std::vector<std::string_view>& handwritten() const { return handwritten_; }

  /// Symbols and relocations, read when they are first asked for.
  [[nodiscard]] const DriverData& data() const;

 private:
  [[nodiscard]] std::optional<std::string> prefix_of(const Entry& entry,
                                                     const DecodedTable& table) const;

  const ModuleReport& report_;
  std::vector<std::string_view> handwritten_;
  mutable std::optional<DriverData> data_;
};

/// A kernel that modules are checked against.
class KernelToMeet {
 public:
  /// Looks into the kernel.
  explicit KernelToMeet(const Kernel& kernel);

  [[nodiscard]] const Kernel& kernel() const { return kernel_; }
  [[nodiscard]] const Claims& claims() const { return claims_; }
  [[nodiscard]] const KernelModule* find(std::string_view name) const;
  [[nodiscard]] const ModuleOrder& order() const { return order_; }
  /// The vermagic that most of its modules have; empty where none is known.
  [[nodiscard]] std::string_view vermagic() const { return vermagic_; }

 private:
  const Kernel& kernel_;
  Claims claims_;
  ModuleOrder order_;
  std::string_view vermagic_;
};

/// Takes what a rule finds.
class Findings {
 public:
  Findings(const CheckedModule& module, std::vector<Finding>& out) : module_(module), out_(out) {}
  /// The rule that is running.
  void set_rule(const Rule& rule) { rule_ = &rule; }
  void add(std::string place, std::string message) {
    out_.push_back({rule_, std::string(module_.path()), std::string(module_.name()),
                    std::move(place), std::move(message)});
  }

 private:
  const CheckedModule& module_;
  std::vector<Finding>& out_;
  const Rule* rule_ = nullptr;
};

struct Rule {
  std::string_view id;
  Severity severity = Severity::warning;
  /// What it finds, in half a sentence.
  std::string_view summary{};
  /// Looks at a module alone. Without one, and without the next, the rule's findings are problems
  /// of that kind that decoding reports.
  void (*check)(const CheckedModule&, Findings&) = nullptr;
  /// Looks at a module in a kernel.
  void (*meet)(const CheckedModule&, const KernelToMeet&, Findings&) = nullptr;
};

/// All rules, in the order of the documentation.
std::span<const Rule> rules();
/// Null for an id that no rule has.
const Rule* find_rule(std::string_view id);

/// Everything that the rules find in a module, in their order; `kernel` may be null.
std::vector<Finding> check_module(const ModuleReport& report, const KernelToMeet* kernel);

// The rules, by file.
void check_early_terminator(const CheckedModule& module, Findings& findings);
void check_repeated_entries(const CheckedModule& module, Findings& findings);
void check_shadowed_entries(const CheckedModule& module, Findings& findings);
void check_shadowed_same_data(const CheckedModule& module, Findings& findings);
void check_catch_all(const CheckedModule& module, Findings& findings);
void check_class_wide(const CheckedModule& module, Findings& findings);
void check_placeholder_ids(const CheckedModule& module, Findings& findings);

void check_forgotten_tables(const CheckedModule& module, Findings& findings);
void check_unexported_tables(const CheckedModule& module, Findings& findings);
void check_stripped(const CheckedModule& module, Findings& findings);

void check_missing_aliases(const CheckedModule& module, Findings& findings);
void check_stray_aliases(const CheckedModule& module, Findings& findings);
void check_repeated_aliases(const CheckedModule& module, Findings& findings);
void check_unexpanded_macros(const CheckedModule& module, Findings& findings);
void check_impossible_aliases(const CheckedModule& module, Findings& findings);
void check_libvirt_aliases(const CheckedModule& module, Findings& findings);

void meet_wrong_kernel(const CheckedModule& module, const KernelToMeet& kernel, Findings& findings);
void meet_name_clash(const CheckedModule& module, const KernelToMeet& kernel, Findings& findings);
void meet_name_is_alias(const CheckedModule& module, const KernelToMeet& kernel,
                        Findings& findings);
void meet_catch_all(const CheckedModule& module, const KernelToMeet& kernel, Findings& findings);
void meet_claimed_elsewhere(const CheckedModule& module, const KernelToMeet& kernel,
                            Findings& findings);

}  // namespace ko2alias
