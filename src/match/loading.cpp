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

std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names = split_at_commas(list);
  for (std::string& name : names) name = underscored(name);
  return names;
}

}  // namespace

// Collects the steps that load one module.
class Steps {
 public:
  explicit Steps(const Loader& loader) : loader_(loader) {}

  std::vector<LoadStep> of(const Loader::Found& found) {
    add(found, {.role = LoadStep::Role::itself});
    return std::move(steps_);
  }

  [[nodiscard]] bool are_complete() const { return are_complete_; }

 private:
  // A module's dependencies in the order in which they are loaded, and the module itself.
  void collect(const std::string& module, std::set<std::string>& seen,
               std::vector<std::string>& names) {
    if (seen.size() == most || !seen.insert(module).second) return;
    const KernelModule* const known = loader_.find_module(module);
    if (known != nullptr && !known->depends) are_complete_ = false;
    if (known != nullptr)
      for (const std::string& name : names_in(known->depends.value_or("")))
        collect(name, seen, names);
    names.push_back(module);
  }

  void add(const Loader::Found& found, const LoadStep& as) {
    if (entered_.size() == most || !entered_.emplace(found.module, found.alias).second) return;
    std::set<std::string> seen;
    std::vector<std::string> names;
    collect(found.module, seen, names);
    for (const std::string& name : names) {
      LoadStep step = as;
      step.module = name;
      if (name != found.module) {
        step.softdep = nullptr;
        step.role = LoadStep::Role::dependency;
      }
      add_with_softdeps(step);
    }
  }

  void add_with_softdeps(LoadStep step) {
    const KernelModule* const known = loader_.find_module(step.module);
    static const std::vector<std::string> none;
    const auto& own = known != nullptr ? known->softdeps : none;
    const SoftDependencies soft = loader_.config_.soft_dependencies(step.module, own);
    add_soft(soft.pre, soft.line);
    step.is_builtin = known == nullptr && loader_.is_builtin(step.module);
    if (!step.is_builtin)
      step.install = loader_.config_.command_of(
          step.module, own, [&](std::string_view word) { return loader_.knows(word); });
    const bool is_there = known != nullptr || step.is_builtin || step.install != nullptr;
    if (is_there && steps_.size() < most) steps_.push_back(std::move(step));
    add_soft(soft.post, soft.line);
  }

  void add_soft(const std::vector<std::string>& words, const Directive* line) {
    for (const std::string& word : words)
      for (const Loader::Found& found : loader_.find(word))
        add(found, {.role = LoadStep::Role::soft_dependency, .softdep = line});
  }

  /// No real module comes near; made ones could name each other without end.
  static constexpr std::size_t most = 1000;

  const Loader& loader_;
  /// The modules, each with the alias that led to it: kmod has an object for each of these, and
  /// goes into each once.
  std::set<std::pair<std::string, std::string>> entered_;
  std::vector<LoadStep> steps_;
  bool are_complete_ = true;
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

std::vector<Loader::Found> Loader::find(std::string_view asked) const {
  std::vector<Found> found;
  for (const Directive* const line : config_.aliases_of(asked))
    found.push_back({line->value, line->subject, line});
  if (!found.empty()) return found;
  const std::string text = normalized(asked);
  if (config_.command_named(asked) != nullptr) return {{.module = text}};
  std::vector<std::string_view> names;
  matcher_.find_names(asked, names);
  const bool is_by_name = names.size() == 1 && names.front() == text;
  for (const std::string_view name : names)
    found.push_back({.module = std::string(name), .alias = is_by_name ? "" : text});
  return found;
}

Loading Loader::load(std::string_view modalias, const std::vector<MatchedModule>& matched) const {
  Loading loading;
  std::vector<Found> found;
  for (const Directive* const line : config_.aliases_of(modalias))
    found.push_back({line->value, line->subject, line});
  loading.is_replaced = !found.empty();
  const std::string text = normalized(modalias);
  if (found.empty() && config_.command_named(modalias) != nullptr) found.push_back({text});
  if (found.empty()) {
    const bool is_by_name = matched.size() == 1 && matched.front().aliases.empty();
    for (const std::string& name : names_of(matched))
      found.push_back({.module = name, .alias = is_by_name ? "" : text});
  }
  for (const Found& one : found) loading.modules.push_back(configured(modalias, one));
  return loading;
}

ConfiguredModule Loader::configured(std::string_view asked, const Found& found) const {
  const std::string& name = found.module;
  const bool is_loadable = find_module(name) != nullptr;
  ConfiguredModule module{.name = name,
                          .is_known = is_loadable || is_builtin(name),
                          .is_builtin = !is_loadable && is_builtin(name),
                          .alias = found.line};
  // What is built in is there already.
  if (module.is_builtin) return module;
  if (!found.alias.empty()) module.blacklist = config_.blacklist_of(name);
  if (module.blacklist != nullptr) return module;
  Steps steps(*this);
  module.steps = steps.of(found);
  module.has_all_steps = steps.are_complete();
  for (const LoadStep& step : module.steps)
    if (step.role == LoadStep::Role::itself) module.install = step.install;
  module.options = config_.options_of(name, asked);
  return module;
}

std::string fate_text(const ConfiguredModule& module) {
  if (module.blacklist != nullptr)
    return fmt::format("blacklisted ({})", module.blacklist->place());
  if (module.install != nullptr)
    return fmt::format("install {} ({})", trim(module.install->value), module.install->place());
  return module.is_known ? "" : "no such module";
}

std::string reason_text(const LoadStep& step) {
  return step.softdep == nullptr ? "softdep of the module"
                                 : fmt::format("softdep ({})", step.softdep->place());
}

}  // namespace ko2alias
