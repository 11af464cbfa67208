#include "diff/made_claims.h"

namespace ko2alias {

const Claim MadeClaims::without_pattern{};

ClaimRef MadeClaims::claim(std::string_view module, std::string_view pattern) {
  const auto [found, is_new] = modules_.try_emplace(std::string(module));
  found->second.name = found->first;
  found->second.is_builtin = true;
  claims_.push_back({.pattern = std::string(pattern)});
  return {&found->second, &claims_.back()};
}

}  // namespace ko2alias
