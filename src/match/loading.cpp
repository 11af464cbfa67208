// The order of steps is kmod's, found by experiments: the dependencies of a module, then the
// module, and around each of these its own soft dependencies, which bring theirs. No module is gone
// into a second time, though it may be named again.
#include "match/loading.h"

#include <algorithm>

#include <fmt/core.h>

#include "kernel/module_files.h"
#include "match/formats.h"
#include "pattern/kmod_text.h"
#include "support/seen_names.h"
#include "support/text.h"

namespace ko2alias {
namespace {

std::vector<std::string> split_names(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const std::string_view name = list.substr(0, list.find(','));
    if (!name.empty()) names.push_back(underscored(name));
    list.remove_prefix(std::min(name.size() + 1, list.size()));
  }
  return names;
}

}  // namespace

// Collects the steps that load one module.
class Steps {
 public:
  explicit Steps(const Loader& loader) : loader_(loader) {}

  std::vector<LoadStep> of(const std::string& module) {
    add(module, {.role = LoadStep::Role::itself});
    return std::move(steps_);
  }

 private:
  // A module's dependencies in the order in which they are loaded, and the module itself.
  void collect(const std::string& module, std::set<std::string>& seen,
               std::vector<std::string>& names) {
    if (seen.size() == most || !seen.insert(module).second) return;
    if (const KernelModule* const known = loader_.find_module(module))
      for (const std::string& name : split_names(known->depends)) collect(name, seen, names);
    names.push_back(module);
  }

  void add(const std::string& module, const LoadStep& as) {
    if (entered_.size() == most || !entered_.insert(module).second) return;
    std::set<std::string> seen;
    std::vector<std::string> names;
    collect(module, seen, names);
    for (const std::string& name : names) {
      LoadStep step = as;
      step.module = name;
      if (name != module) {
        step.softdep = nullptr;
        step.role = LoadStep::Role::dependency;
      }
      add_with_softdeps(step);
    }
  }

  void add_with_softdeps(LoadStep step) {
    const KernelModule* const known = loader_.find_module(step.module);
    const bool has_own = known != nullptr && !known->softdeps.empty();
    const Directive* const line = loader_.config_.softdep_of(step.module, has_own);
    SoftDependencies soft;
    if (line != nullptr || has_own)
      soft = parse_soft_dependencies(line != nullptr ? line->value : known->softdeps.front());
    add_soft(soft.pre, line);
    // kmod passes over the command of a module that has soft dependencies.
    if (soft.pre.empty() && soft.post.empty())
      step.install = loader_.config_.install_of(step.module);
    step.is_builtin = known == nullptr && loader_.is_builtin(step.module);
    const bool is_there = known != nullptr || step.is_builtin || step.install != nullptr;
    if (is_there && steps_.size() < most) steps_.push_back(std::move(step));
    add_soft(soft.post, line);
  }

  void add_soft(const std::vector<std::string>& words, const Directive* line) {
    for (const std::string& word : words)
      for (const std::string& name : loader_.names_found(word))
        add(name, {.role = LoadStep::Role::soft_dependency, .softdep = line});
  }

  /// No real module comes near; made ones could name each other without end.
  static constexpr std::size_t most = 1000;

  const Loader& loader_;
  std::set<std::string, std::less<>> entered_;
  std::vector<LoadStep> steps_;
};

bool ConfiguredModule::is_dropped() const {
  return blacklist != nullptr || (!is_known && install == nullptr) ||
         (install != nullptr && is_idle_command(install->value));
}

bool Loading::is_all_dropped() const {
  return !modules.empty() &&
         std::all_of(modules.begin(), modules.end(),
                     [](const ConfiguredModule& module) { return module.is_dropped(); });
}

std::vector<std::string> Loading::loaded_names() const {
  std::vector<std::string> names;
  SeenNames seen;
  for (const ConfiguredModule& module : modules)
    if (!module.is_dropped() && seen.add(module.name)) names.push_back(module.name);
  return names;
}

const ConfiguredModule* Loading::find(std::string_view module) const {
  const auto found = std::find_if(modules.begin(), modules.end(),
                                  [&](const ConfiguredModule& one) { return one.name == module; });
  return found == modules.end() ? nullptr : &*found;
}

Loader::Loader(const Kernel& kernel, const Matcher& matcher)
    : config_(kernel.modprobe), matcher_(matcher), built_in_(built_in_names(kernel)) {
  for (const KernelModule& module : kernel.modules)
    if (module.is_builtin)
      built_in_.insert(module.name);
    else
      modules_.try_emplace(module.name, &module);
}

const KernelModule* Loader::find_module(std::string_view name) const {
  const auto found = modules_.find(name);
  return found == modules_.end() ? nullptr : found->second;
}

bool Loader::is_builtin(std::string_view name) const { return built_in_.contains(name); }

std::vector<std::string> Loader::names_found(std::string_view asked) const {
  std::vector<std::string> names;
  for (const Directive* const line : config_.aliases_of(asked)) names.push_back(line->value);
  if (!names.empty()) return names;
  if (config_.command_named(asked) != nullptr) return {normalized(asked)};
  std::vector<std::string_view> found;
  matcher_.find_names(asked, found);
  return {found.begin(), found.end()};
}

Loading Loader::load(std::string_view modalias, const std::vector<MatchedModule>& found) const {
  Loading loading;
  for (const Directive* const line : config_.aliases_of(modalias)) {
    loading.modules.push_back(configured(modalias, line->value, true));
    loading.modules.back().alias = line;
  }
  loading.is_replaced = !loading.modules.empty();
  if (loading.is_replaced) return loading;
  if (config_.command_named(modalias) != nullptr)
    return {{configured(modalias, normalized(modalias), false)}};
  const bool is_by_name = found.size() == 1 && found.front().aliases.empty();
  for (const std::string& name : names_of(found))
    loading.modules.push_back(configured(modalias, name, !is_by_name));
  return loading;
}

ConfiguredModule Loader::configured(std::string_view asked, const std::string& name,
                                    bool is_by_alias) const {
  const bool is_loadable = find_module(name) != nullptr;
  ConfiguredModule module{.name = name,
                          .is_known = is_loadable || is_builtin(name),
                          .is_builtin = !is_loadable && is_builtin(name)};
  // What is built in is there already.
  if (is_by_alias && !module.is_builtin) module.blacklist = config_.blacklist_of(name);
  if (module.blacklist != nullptr) return module;
  module.steps = Steps(*this).of(name);
  for (const LoadStep& step : module.steps)
    if (step.role == LoadStep::Role::itself) module.install = step.install;
  module.options = config_.options_of(name, asked);
  return module;
}

std::string fate_text(const ConfiguredModule& module) {
  if (module.blacklist != nullptr)
    return fmt::format("blacklisted ({})", module.blacklist->place());
  if (module.install != nullptr)
    return fmt::format("install {} ({})", module.install->value, module.install->place());
  return module.is_known ? "" : "no such module";
}

std::string reason_text(const LoadStep& step) {
  return step.softdep == nullptr ? "softdep of the module"
                                 : fmt::format("softdep ({})", step.softdep->place());
}

}  // namespace ko2alias
