// Claims that no kernel records, made for a comparison.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/kernel.h"

namespace ko2alias {

/// Makes claims that no kernel records, and owns them.
class MadeClaims {
 public:
  /// A claim of the built-in module of that name. Without a pattern it stands for the module.
  ClaimRef claim(std::string_view module, std::string_view pattern);

  /// What was not recorded of each kernel (unrecorded.h).
  std::vector<KernelModule> before{};
  std::vector<KernelModule> after{};

  /// Stands for a module that is there by its name.
  static const Claim without_pattern;

 private:
  std::map<std::string, KernelModule, std::less<>> modules_;
  std::deque<Claim> claims_;
};

}  // namespace ko2alias
