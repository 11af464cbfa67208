#include "match/unrecorded.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "input/file_names.h"
#include "kernel/kernel_gaps.h"
#include "kernel/module_files.h"
#include "pattern/alias_bus.h"
#include "pattern/kmod_text.h"

namespace ko2alias {
namespace {

// What a kernel says of its modules.
class Records {
 public:
  explicit Records(const Kernel& kernel) : built_in_(built_in_names(kernel)) {
    for (const KernelModule& module : kernel.modules) {
      if (module.is_builtin) built_in_.insert(normalized(module.name));
      modules_[normalized(module.name)].push_back(&module);
    }
  }

  // Whether the module is built in, and nothing tells which devices of the bus it matches.
  [[nodiscard]] bool lack(std::string_view name, std::string_view bus) const {
    const std::string key = normalized(name);
    if (!built_in_.contains(key)) return false;
    const auto known = modules_.find(key);
    if (known == modules_.end()) return true;
    const auto tells = [&](const KernelModule* module) {
      return !module->is_builtin ||
             std::any_of(module->claims.begin(), module->claims.end(),
                         [&](const Claim& claim) { return bus_of(claim.pattern) == bus; });
    };
    return std::none_of(known->second.begin(), known->second.end(), tells);
  }

 private:
  std::set<std::string, std::less<>> built_in_;
  std::unordered_map<std::string, std::vector<const KernelModule*>> modules_;
};

void add_name(std::string_view name, std::vector<std::string>& names) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
}

}  // namespace

void find_gaps(const Kernel& kernel, const std::vector<Device>& devices, bool with_built_ins,
               KernelMatches& matches) {
  const auto built_ins = built_in_gap(kernel);
  const bool has_all_names = tells_of_bare_modules(kernel);
  const bool lacks_hand = has_tables_alone(kernel);
  matches.gaps.resize(devices.size());
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const bool is_configured = !matches.loadings.empty() && !matches.loadings[i].modules.empty();
    if (!matches.modules[i].empty() || is_configured) continue;
    const std::string& asked = devices[i].modalias;
    if (!has_all_names && is_module_word(asked) && asked.find(':') == std::string::npos)
      matches.gaps[i].push_back(KernelGap::bare_modules);
    if (lacks_hand) matches.gaps[i].push_back(KernelGap::aliases_by_hand);
    if (with_built_ins && built_ins) matches.gaps[i].push_back(*built_ins);
  }
}

void find_unrecorded(const std::vector<const Kernel*>& kernels, const std::vector<Device>& devices,
                     std::vector<KernelMatches>& matches) {
  for (std::size_t k = 0; k < matches.size(); ++k) {
    KernelMatches& answers = matches[k];
    answers.unrecorded.resize(devices.size());
    const Records records(*kernels[k]);
    for (std::size_t i = 0; i < answers.modules.size(); ++i) {
      if (is_matched(answers.modules[i])) continue;
      for (const KernelMatches& other : matches)
        for (const MatchedModule& module : other.modules[i])
          if (module.is_certain() && records.lack(module.name, bus_of(devices[i].modalias)))
            add_name(module.name, answers.unrecorded[i]);
    }
  }
}

}  // namespace ko2alias
