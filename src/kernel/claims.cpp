#include "kernel/claims.h"

#include <algorithm>
#include <unordered_map>

namespace ko2alias {

Claims::Claims(const Kernel& kernel)
    : patterns_(sorted_patterns(kernel)), index_(patterns_), parties_(patterns_.size()) {
  std::unordered_map<std::string_view, Id> ids;
  ids.reserve(patterns_.size());
  for (const std::string& pattern : patterns_) ids.emplace(pattern, static_cast<Id>(ids.size()));
  for (const KernelModule& module : kernel.modules) {
    modules_.push_back(module.name);
    for (const Claim& claim : module.claims) {
      auto& parties = parties_[ids.at(normalized(claim.pattern))];
      const auto is_same = [&](const Party& party) { return party.module == module.name; };
      // Of two entries with one pattern the first is the one that counts.
      if (std::none_of(parties.begin(), parties.end(), is_same))
        parties.push_back({module.name, claim.pattern, claim.data, module.is_builtin});
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

std::vector<Party> Claims::parties(const std::vector<Id>& ids) const {
  std::vector<Party> all;
  for (const Id id : ids) all.insert(all.end(), parties_[id].begin(), parties_[id].end());
  return all;
}

bool Claims::has_pattern(std::string_view normalized) const {
  return std::binary_search(patterns_.begin(), patterns_.end(), normalized, std::less<>());
}

bool Claims::has_module(std::string_view name) const {
  return std::binary_search(modules_.begin(), modules_.end(), name);
}

}  // namespace ko2alias
