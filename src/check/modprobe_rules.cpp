// Rules about modprobe's configuration: what kmod passes over without a word.
#include "check/modprobe_rules.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/core.h>

#include "check/finding_order.h"
#include "check/rules.h"
#include "kernel/claims.h"
#include "kernel/module_files.h"
#include "pattern/kmod_text.h"

namespace ko2alias {
namespace {

using Kind = ConfigFault::Kind;

std::string file_name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

void add_faults(const CheckedConfig& checked, Kind kind, const std::string& message,
                ConfigFindings& findings) {
  for (const ConfigFault& fault : checked.config->faults())
    if (fault.kind == kind)
      findings.add(fault.file, fault.line, fault.text,
                   fmt::format(fmt::runtime(message), fault.text));
}

// The modules that a kernel has.
class KnownModules {
 public:
  explicit KnownModules(const Kernel& kernel) : built_in_(built_in_names(kernel)) {
    for (const KernelModule& module : kernel.modules)
      (module.is_builtin ? built_in_ : loadable_).insert(module.name);
  }

  [[nodiscard]] bool has_loadable(const std::string& name) const {
    return loadable_.contains(name);
  }
  [[nodiscard]] bool has_built_in(const std::string& name) const {
    return built_in_.contains(name);
  }
  [[nodiscard]] bool has(const std::string& name) const {
    return has_loadable(name) || has_built_in(name);
  }

 private:
  std::set<std::string, std::less<>> loadable_;
  std::set<std::string, std::less<>> built_in_;
};

// What soft dependencies lead to in a kernel. Its aliases are sorted when one asks for them.
class SoftDependencyTargets {
 public:
  explicit SoftDependencyTargets(const Kernel* kernel) : kernel_(kernel) {
    if (kernel != nullptr) modules_.emplace(*kernel);
  }

  /// Whether a name or an alias leads to a module. Where no kernel is known it may.
  [[nodiscard]] bool has(std::string_view word) {
    if (!modules_ || modules_->has(normalized(word))) return true;
    if (!claims_) claims_.emplace(*kernel_);
    return !claims_->matching(word).empty();
  }

 private:
  const Kernel* kernel_;
  std::optional<KnownModules> modules_;
  std::optional<Claims> claims_;
};

// Words that people write to say that no module is wanted.
bool means_none(std::string_view module) {
  return module == "off" || module == "null" || module == "none";
}

const KernelModule* module_with_softdeps(const Kernel* kernel, std::string_view name) {
  if (kernel == nullptr) return nullptr;
  const auto found =
      std::find_if(kernel->modules.begin(), kernel->modules.end(), [&](const KernelModule& module) {
        return module.name == name && !module.is_builtin && !module.softdeps.empty();
      });
  return found == kernel->modules.end() ? nullptr : &*found;
}

}  // namespace

void ConfigFindings::add(const std::string& file, std::size_t line, std::string text,
                         std::string message) {
  all_.push_back({.rule = &rule_,
                  .path = file,
                  .module = file_name_of(file),
                  .place = {.line = static_cast<std::uint32_t>(line), .directive = std::move(text)},
                  .message = std::move(message)});
}

std::vector<Finding> check_config(const CheckedConfig& checked) {
  std::vector<Finding> all;
  for (const Rule& rule : rules()) {
    if (rule.check_config == nullptr) continue;
    ConfigFindings findings(rule);
    rule.check_config(checked, findings);
    std::vector<Finding> some = findings.take();
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  order_findings(all, *checked.config);
  return all;
}

void check_carriage_returns(const CheckedConfig& checked, ConfigFindings& findings) {
  add_faults(checked, Kind::carriage_return,
             "lines end with a carriage return, which kmod takes for a part of the last word",
             findings);
}

void check_unpaired_brackets(const CheckedConfig& checked, ConfigFindings& findings) {
  add_faults(checked, Kind::unpaired_bracket,
             "passed over, as a bracket is without its other half: {}", findings);
}

void check_unread_files(const CheckedConfig& checked, ConfigFindings& findings) {
  add_faults(checked, Kind::ending, "not read, as its name does not end with .conf", findings);
}

void check_blacklist_dashes(const CheckedConfig& checked, ConfigFindings& findings) {
  add_faults(checked, Kind::dash, "keeps no module away, as '-' is not '_' on the command line: {}",
             findings);
}

void check_commands_with_softdeps(const CheckedConfig& checked, ConfigFindings& findings) {
  const ModprobeConfig& config = *checked.config;
  SoftDependencyTargets targets(checked.kernel);
  for (const Directive& line : config.directives()) {
    if (line.kind != DirectiveKind::install || config.install_of(line.subject) != &line) continue;
    const KernelModule* const module = module_with_softdeps(checked.kernel, line.subject);
    const auto own = module != nullptr ? module->softdeps : std::vector<std::string>();
    const auto is_known = [&](std::string_view word) { return targets.has(word); };
    if (config.command_of(line.subject, own, is_known) == &line) continue;
    const Directive* const softdep = config.softdep_of(line.subject, module != nullptr);
    const auto is_unknown = [](std::string_view) { return false; };
    const bool depends_on_kernel = config.command_of(line.subject, own, is_unknown) == &line;
    if (checked.kernel == nullptr && depends_on_kernel)
      findings.add(line, fmt::format("the command runs only where no soft dependency of {} is "
                                     "there ({})",
                                     line.subject, softdep->place()));
    else if (softdep != nullptr)
      findings.add(line, fmt::format("the command never runs, as {} has soft dependencies ({})",
                                     line.subject, softdep->place()));
    else
      findings.add(line, fmt::format("the command never runs, as {} has soft dependencies of its "
                                     "own: {}",
                                     line.subject, module->softdeps.front()));
  }
}

void check_lost_softdeps(const CheckedConfig& checked, ConfigFindings& findings) {
  const ModprobeConfig& config = *checked.config;
  for (const Directive& line : config.directives()) {
    if (line.kind != DirectiveKind::softdep) continue;
    const KernelModule* const module = module_with_softdeps(checked.kernel, line.subject);
    const Directive* const first = config.softdep_of(line.subject, module != nullptr);
    if (first == &line) continue;
    if (first != nullptr)
      findings.add(line, fmt::format("never used, as {} has a line before it ({})", line.subject,
                                     first->place()));
    else
      findings.add(line,
                   fmt::format("never used, as {} has soft dependencies of its own ({}), and "
                               "'{}' comes behind 'modules.softdep' by name",
                               line.subject, module->softdeps.front(), file_name_of(line.file)));
  }
}

void check_needless_blacklists(const CheckedConfig& checked, ConfigFindings& findings) {
  if (checked.kernel == nullptr) return;
  const KnownModules known(*checked.kernel);
  for (const Directive& line : checked.config->directives()) {
    // A dash of the command line is another rule's.
    if (line.kind != DirectiveKind::blacklist || known.has_loadable(line.subject) ||
        line.subject.find('-') != std::string::npos)
      continue;
    findings.add(line,
                 known.has_built_in(line.subject)
                     ? fmt::format("{} is built in, and there without being loaded", line.subject)
                     : fmt::format("the kernel has no module {}", line.subject));
  }
}

void check_alias_targets(const CheckedConfig& checked, ConfigFindings& findings) {
  if (checked.kernel == nullptr) return;
  const KnownModules known(*checked.kernel);
  for (const Directive& line : checked.config->directives())
    if (line.kind == DirectiveKind::alias && !known.has(line.value) && !means_none(line.value) &&
        checked.config->install_of(line.value) == nullptr)
      findings.add(line, fmt::format("nothing is loaded for '{}', as the kernel has no module {}",
                                     line.subject, line.value));
}

}  // namespace ko2alias
