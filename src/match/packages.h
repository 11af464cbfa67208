// The packages that a device asks for, by what packages record of the modules in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metadata/record_index.h"

namespace ko2alias {

/// A package as one program finds it.
struct MatchedPackage {
  /// Where no record names the package, the component's id, or else the file that has the record.
  std::string name{};
  bool is_named = true;
  /// The program that finds it, whatever its other records.
  std::string_view reader{};
  std::vector<RecordMatch> matches{};

  [[nodiscard]] bool is_certain() const;
  /// The packages of which zypper wants one to be there besides.
  [[nodiscard]] std::vector<std::string> required() const;
};

/// Those of a device, in the order of their records; those that only may be asked for come last.
std::vector<MatchedPackage> packages_of_device(const RecordIndex& index, std::string_view modalias);

/// The names of those that are asked for for certain, each once.
std::vector<std::string> names_of(const std::vector<MatchedPackage>& packages);

}  // namespace ko2alias
