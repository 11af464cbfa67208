// A kernel's claims by pattern. Each pattern has the modules that claim its devices.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/kernel.h"
#include "pattern/alias_index.h"

namespace ko2alias {

class Claims {
 public:
  using Id = AliasIndex::Id;

  /// Looks into the kernel, and into modules that it has besides.
  explicit Claims(const Kernel& kernel, const std::vector<KernelModule>& more = {});

  /// The patterns, normalized, each once and in order.
  [[nodiscard]] const std::vector<std::string>& patterns() const { return patterns_; }
  [[nodiscard]] const AliasIndex& index() const { return index_; }
  /// The claims on a pattern, each module once.
  [[nodiscard]] const std::vector<ClaimRef>& of(Id id) const { return claims_[id]; }
  /// The patterns that match a modalias, ascending. No pattern matches a modalias with a bracket
  /// that lacks its other half.
  [[nodiscard]] std::vector<Id> matching(std::string_view modalias) const;
  /// The claims on all these patterns.
  [[nodiscard]] std::vector<ClaimRef> of(const std::vector<Id>& ids) const;
  [[nodiscard]] bool has_pattern(std::string_view normalized) const;
  [[nodiscard]] bool has_module(std::string_view name) const;
  /// The module of that name, unless it is built in; null if there is none.
  [[nodiscard]] const KernelModule* file_of(std::string_view name) const;

 private:
  using Modules = std::vector<const KernelModule*>;
  explicit Claims(const Modules& modules);
  static std::vector<std::string> sorted_patterns(const Modules& modules);

  std::vector<std::string> patterns_;
  AliasIndex index_;
  std::vector<std::vector<ClaimRef>> claims_;
  std::vector<std::string_view> modules_;
  std::unordered_map<std::string_view, const KernelModule*> files_;
};

}  // namespace ko2alias
