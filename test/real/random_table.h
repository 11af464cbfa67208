// Random device tables, as a fuzzer that knows structs makes them: random within each member.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "describe/bus.h"
#include "ko2alias/abi.h"

namespace ko2alias::judge {

struct RandomTable {
  std::string symbol{};
  /// modpost looks at data objects only.
  bool is_object = true;
  const Bus* bus = nullptr;
  const Variant* variant = nullptr;
  /// Without the terminator.
  std::vector<std::string> entries{};

  /// The entries and the terminator.
  [[nodiscard]] std::string bytes(const Abi& abi) const;
};

using Random = std::mt19937_64;

/// A table, without a symbol yet, of a random bus that the release knows, in the layout of that
/// release. Values that modpost stops at, or for which its output is undefined, are left out: an
/// amba id outside its mask, an unknown override value of pci, a pnp id without a NUL.
RandomTable make_random_table(Random& random, const Abi& abi, const Release& release);

/// The members of an entry and their values, for people.
std::string describe_entry(const RandomTable& table, const Abi& abi, const std::string& entry);

}  // namespace ko2alias::judge
