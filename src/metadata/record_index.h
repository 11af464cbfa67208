// Looks a device up in the records of packages, as ubuntu-drivers, isenkram and zypper do, each in
// the records that are for it.
//
//   acpi:acme0001:                               the device
//   Modaliases: acme(acpi:ACME0001:*)            ubuntu-drivers finds it
//   <modalias>acpi:ACME0001:*</modalias>         isenkram does not: its letters are others
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/record.h"
#include "pattern/alias_index.h"

namespace ko2alias {

/// A record that has a pattern for a device.
struct RecordMatch {
  const PackageRecord* record = nullptr;
  const RecordedPattern* pattern = nullptr;
  /// False where that depends on fields that are not known of the device.
  bool is_certain = true;
};

class RecordIndex {
 public:
  /// The records stay the caller's.
  explicit RecordIndex(const std::vector<PackageRecord>& records);

  /// By program, and then in the order of the records and their patterns.
  [[nodiscard]] std::vector<RecordMatch> find(std::string_view modalias) const;

 private:
  /// A pattern as one program takes it.
  struct Reading {
    const PackageRecord* record = nullptr;
    const RecordedPattern* pattern = nullptr;
    std::string text{};
  };
  struct Reader {
    Reader(const Consumer& who, std::vector<Reading> all);

    const Consumer& consumer;
    std::vector<Reading> readings;
    AliasIndex index;
  };

  static void find_in(const Reader& reader, std::string_view modalias,
                      std::vector<RecordMatch>& found);
  static void find_partial_in(const Reader& reader, std::string_view modalias,
                              std::vector<RecordMatch>& found);
  void drop_lost(std::vector<RecordMatch>& found) const;

  std::vector<std::unique_ptr<const Reader>> readers_;
  /// Stanzas of isenkram's lists that it fails on, in their order.
  std::vector<const PackageRecord*> broken_stanzas_;
};

}  // namespace ko2alias
