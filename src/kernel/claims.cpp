// Sorts the patterns, whose indexes become their ids, and then collects the claims on each.
#include "kernel/claims.h"

#include <algorithm>
#include <unordered_map>

#include "pattern/kmod_text.h"

namespace ko2alias {

Claims::Claims(const Kernel& kernel)
    : patterns_(sorted_patterns(kernel)), index_(globs_of(patterns_)), claims_(patterns_.size()) {
  std::unordered_map<std::string_view, Id> ids;
  ids.reserve(patterns_.size());
  for (const std::string& pattern : patterns_) ids.emplace(pattern, static_cast<Id>(ids.size()));
  for (const KernelModule& module : kernel.modules) {
    modules_.push_back(module.name);
    for (const Claim& claim : module.claims) {
      auto& claims = claims_[ids.at(normalized(claim.pattern))];
      const auto is_same = [&](const ClaimRef& claim) { return claim.name() == module.name; };
      // A module counts once for each pattern, with its first claim on it.
      if (std::none_of(claims.begin(), claims.end(), is_same)) claims.push_back({&module, &claim});
    }
  }
  std::sort(modules_.begin(), modules_.end());
}

std::vector<std::string> Claims::sorted_patterns(const Kernel& kernel) {
  std::vector<std::string> patterns;
  for (const KernelModule& module : kernel.modules)
    for (const Claim& claim : module.claims) patterns.push_back(normalized(claim.pattern));
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

bool Claims::has_module(std::string_view name) const {
  return std::binary_search(modules_.begin(), modules_.end(), name);
}

}  // namespace ko2alias
