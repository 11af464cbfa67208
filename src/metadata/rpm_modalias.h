// Aliases as names of RPM's dependencies, which SUSE's and Red Hat's scripts make of modules.
//
//   modalias(kernel-default:pci:v00001ED5d0000010[02]sv%2Asd*)      SUSE: bytes as %XX
//   modalias(pci:v00001ED5d0000010[02]sv*sd*) = 1.2                 Red Hat
//
// The scripts sort the texts of one file, and make one of those that differ in a single place. They
// also do so within an escape or a bracket, which nobody can read then.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

/// The flavour in a vermagic: `default` in `6.12.117-1-default SMP`. Empty where it has none.
std::string_view flavour_of(std::string_view vermagic);

/// All but `*`, `:`, letters and digits as `%XX`.
std::string percent_encoded(std::string_view text);
/// What zypper takes a text for. A `%` without two digits behind it stays as it is.
std::string percent_decoded(std::string_view text);

/// Where a run of texts differs, and the characters that stand there.
struct MergedTexts {
  std::string first{};
  std::size_t place = 0;
  std::string characters{};

  [[nodiscard]] std::string text() const;
  /// Whether the place is within an escape or a bracket.
  [[nodiscard]] bool is_broken() const;
};

/// Sorts the texts, and merges as the scripts do. With `is_careful` the merges that nobody can read
/// are not made.
std::vector<MergedTexts> merged(std::vector<std::string> texts, bool is_careful);

}  // namespace ko2alias
