// The `.modinfo` section: `key=value` records, each ended by a NUL.
#pragma once

#include <string_view>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

struct ModuleImage;

/// The records in section order; a key may come several times. Views into the source.
struct Modinfo {
  struct Record {
    std::string_view key;
    std::string_view value;
  };
  std::vector<Record> records;

  /// The first value of `key`, or an empty view.
  [[nodiscard]] std::string_view first(std::string_view key) const;
  /// All values of `key`.
  [[nodiscard]] std::vector<std::string_view> all(std::string_view key) const;
};

/// Splits the bytes of a `.modinfo` section. NULs that pad it and records without `=` are passed
/// over.
Modinfo parse_modinfo(std::string_view section);

/// The image's `.modinfo`; empty where the image has none.
Result<Modinfo> load_modinfo(const ModuleImage& image);

}  // namespace ko2alias
