// What packages record of modules, read as those that look devices up in it read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "input/limits.h"
#include "ko2alias/problem.h"
#include "metadata/consumer.h"

namespace ko2alias {

/// A pattern that a record holds.
struct RecordedPattern {
  /// The module that has it, where the record tells.
  std::string module{};
  /// The package that has to be installed besides, for zypper: `kernel-default`.
  std::string package{};
  /// The pattern as it reaches the consumer, and the text that it was read from.
  std::string pattern{};
  std::string text{};
  /// Counted from 1; 0 where the record has no lines.
  std::size_t line = 0;
};

/// A stretch of a record that its consumer cannot read.
struct RecordFault {
  std::size_t line = 0;
  std::string text{};
  /// What it does then: `ubuntu-drivers stops at it, and loses …`.
  std::string message{};
};

enum class RecordKind : std::uint8_t {
  debian_field,
  substvars,
  modaliases,
  isenkram,
  metainfo,
  supplements,
  provides
};

struct PackageRecord {
  RecordKind kind = RecordKind::debian_field;
  /// The file that it is in.
  std::string path{};
  /// The packages that devices get by it, where it tells; of metainfo also its component's id.
  std::vector<std::string> packages{};
  std::string component{};
  std::vector<RecordedPattern> patterns{};
  std::vector<RecordFault> faults{};

  [[nodiscard]] const Consumer& consumer() const;
  /// Whether it tells the module of each pattern. isenkram's word for it means nothing.
  [[nodiscard]] bool names_modules() const {
    return kind == RecordKind::debian_field || kind == RecordKind::substvars ||
           kind == RecordKind::modaliases;
  }
};

/// `the Modaliases field`, for messages.
std::string_view name_of(RecordKind kind);

/// What is said of a file or a package without a record.
inline constexpr std::string_view no_record_text = "no record of modaliases in it";

/// The records of a package, or of a file with one: a .deb, an .rpm, a control file or a list of
/// packages, substvars, debian/PACKAGE.modaliases, metainfo, isenkram's list, or lines of a spec
/// file. None where a package records nothing; a file that is none of these is a problem.
Result<std::vector<PackageRecord>> read_records(const std::string& path, const Limits& limits);

/// The records in a text, which is a file's of that name.
Result<std::vector<PackageRecord>> parse_records(const std::string& path, std::string_view text);

}  // namespace ko2alias
