// Entries that stand in the shadow of an earlier one of their table.
//
//   entry 0: pci:v00001ED5d00000100sv*sd*bc*sc*i*
//   entry 1: pci:v00001ED5d*sv*sd*bc*sc*i*
//   entry 2: pci:v00001ED5d00000200sv*sd*bc*sc*i*
//
// Entry 2 is in the shadow of entry 1, which matches all its devices. Where the bus takes the first
// entry that matches, no device ever gets entry 2. Entry 0 is in nobody's: it comes before entry 1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "decode/same_data.h"

namespace ko2alias {

class CheckedModule;
struct DecodedModule;

struct Shadow {
  /// The first entry that matches all devices of `later`.
  std::uint32_t earlier = 0;
  std::uint32_t later = 0;
  /// The first alias of either.
  std::string pattern{};
  std::string later_pattern{};
  /// Whether the two have the same aliases.
  bool is_identical = false;
  SameData same_data = SameData::yes;
  /// The first entry with the same aliases that is not known to have other driver data, wherever
  /// wider ones stand, and whether it has the same.
  std::optional<std::uint32_t> repeated{};
  SameData repeated_data = SameData::yes;
  /// The driver data of both.
  std::string earlier_data{};
  std::string later_data{};
};

/// Whether a table makes more aliases than are compared with each other. No driver's comes near.
bool is_too_large_for_shadows(const DecodedModule& module, std::uint32_t table);

/// The entries of a table that are in the shadow of another, in their order. Entries behind an
/// empty one are in nobody's: for the kernel they are not there.
std::vector<Shadow> find_shadows(const CheckedModule& module, std::uint32_t table);

}  // namespace ko2alias
