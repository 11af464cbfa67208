#include "match/specificity.h"

#include <algorithm>

#include "kernel/kernel.h"
#include "pattern/glob.h"

namespace ko2alias {

Specificity specificity_of(std::string_view pattern) {
  Specificity specificity;
  const Glob glob(pattern);
  for (const Glob::Token& token : glob.tokens())
    ++(token.kind == Glob::Kind::byte || token.kind == Glob::Kind::set ? specificity.characters
                                                                       : specificity.wildcards);
  if (!Glob(pattern.substr(override_prefix_of(pattern).size())).has_shape()) return specificity;
  const auto is_tag = [](char c) { return c >= 'a' && c <= 'z'; };
  const char* at = pattern.begin() + pattern.find(':') + 1;
  while (at != pattern.end()) {
    const char* const value = std::find_if_not(at, pattern.end(), is_tag);
    const char* const next = std::find_if(value, pattern.end(), is_tag);
    if (value != next && *value != '*') specificity.fields.emplace_back(at, value - at);
    at = next;
  }
  return specificity;
}

}  // namespace ko2alias
