// Sorts the patterns, whose indexes become their ids, and then collects the claims on each.
#include "kernel/claims.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "pattern/kmod_text.h"

namespace ko2alias {
namespace {

// A module counts once for each pattern, with its first claim on it.
void keep_first_of_each_module(std::vector<ClaimRef>& claims) {
  if (claims.size() < 2) return;
  std::unordered_set<std::string_view> seen;
  std::erase_if(claims, [&](const ClaimRef& claim) { return !seen.insert(claim.name()).second; });
}

std::vector<const KernelModule*> all_modules(const Kernel& kernel,
                                             const std::vector<KernelModule>& more) {
  std::vector<const KernelModule*> modules;
  for (const std::vector<KernelModule>* const some : {&kernel.modules, &more})
    for (const KernelModule& module : *some) modules.push_back(&module);
  return modules;
}

}  // namespace

Claims::Claims(const Kernel& kernel, const std::vector<KernelModule>& more)
    : Claims(all_modules(kernel, more)) {}

Claims::Claims(const Modules& modules)
    : patterns_(sorted_patterns(modules)), index_(globs_of(patterns_)), claims_(patterns_.size()) {
  std::unordered_map<std::string_view, Id> ids;
  ids.reserve(patterns_.size());
  for (const std::string& pattern : patterns_) ids.emplace(pattern, static_cast<Id>(ids.size()));
  for (const KernelModule* const module : modules) {
    modules_.push_back(module->name);
    if (!module->is_builtin) files_.emplace(module->name, module);
    for (const Claim& claim : module->claims)
      claims_[ids.at(normalized(claim.pattern))].push_back({module, &claim});
  }
  for (auto& claims : claims_) keep_first_of_each_module(claims);
  std::sort(modules_.begin(), modules_.end());
}

std::vector<std::string> Claims::sorted_patterns(const Modules& modules) {
  std::vector<std::string> patterns;
  for (const KernelModule* const module : modules)
    for (const Claim& claim : module->claims) patterns.push_back(normalized(claim.pattern));
  std::sort(patterns.begin(), patterns.end());
  patterns.erase(std::unique(patterns.begin(), patterns.end()), patterns.end());
  return patterns;
}

std::vector<Claims::Id> Claims::matching(std::string_view modalias) const {
  if (!has_paired_brackets(modalias)) return {};
  return index_.matching(normalized(modalias));
}

std::vector<ClaimRef> Claims::of(const std::vector<Id>& ids) const {
  std::vector<ClaimRef> all;
  for (const Id id : ids) all.insert(all.end(), claims_[id].begin(), claims_[id].end());
  return all;
}

bool Claims::has_pattern(std::string_view normalized) const {
  return std::binary_search(patterns_.begin(), patterns_.end(), normalized, std::less<>());
}

const KernelModule* Claims::file_of(std::string_view name) const {
  const auto found = files_.find(name);
  return found != files_.end() ? found->second : nullptr;
}

bool Claims::has_module(std::string_view name) const {
  return std::binary_search(modules_.begin(), modules_.end(), name);
}

}  // namespace ko2alias
