// `check` of what packages record of their modules.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "check/formats.h"
#include "check/metadata_rules.h"
#include "cli/commands.h"
#include "cli/run_options.h"

namespace ko2alias {

struct RecordsToCheck {
  std::vector<PackageRecord> records{};
  /// Those that could not be read.
  std::vector<UnreadInput> unread{};
  /// The names of the files with records, without their folders.
  [[nodiscard]] std::set<std::string> names() const;
};

/// Reads the records that --metadata names, and those of the packages among the paths.
RecordsToCheck records_to_check(const OptionValues& values, const std::vector<std::string>& paths,
                                const RunOptions& run);

/// Everything that the rules find in the records.
std::vector<Finding> check_records(const RecordsToCheck& to_check,
                                   std::span<const PackagedModule> modules);

/// Tells on the error stream of those that could not be read. False where there are none.
bool tell_unread(const RecordsToCheck& to_check, const Streams& streams);

/// A module as its records should have it; empty where there are none.
PackagedModule packaged_module(const RecordsToCheck& to_check, const ModuleReport& report);

}  // namespace ko2alias
