#include "kit/kmod_reference.h"

#include <fnmatch.h>

#include <algorithm>

#include "pattern/kmod_text.h"

namespace ko2alias::test {

bool kmod_matches(const std::string& alias, const std::string& modalias) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (!has_paired_brackets(alias) || !has_paired_brackets(modalias)) return false;
  if (!std::all_of(alias.begin(), alias.end(), is_ascii)) return false;
  const std::string pattern = normalized(alias);
  const std::string text = normalized(modalias);
  const std::size_t plain = std::min(pattern.find_first_of("*?["), pattern.size());
  return text.compare(0, plain, pattern, 0, plain) == 0 && text.size() >= plain &&
         ::fnmatch(pattern.c_str() + plain, text.c_str() + plain, 0) == 0;
}

}  // namespace ko2alias::test
