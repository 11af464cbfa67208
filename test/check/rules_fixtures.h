// For each rule of `check` a module in which it finds one thing, and one just beside it in which it
// finds nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ko2alias/image.h"

namespace ko2alias::test {

struct RuleFixture {
  std::string_view rule;
  /// Modules as ELF files of the ABI.
  std::string (*guilty)(const Abi& abi);
  std::string (*innocent)(const Abi& abi);
  /// The finding in the guilty one where that is 64-bit and little-endian, as `place: message`.
  std::string_view finding;
};

std::span<const RuleFixture> rule_fixtures();

}  // namespace ko2alias::test
