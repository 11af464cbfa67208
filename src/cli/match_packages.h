// `match` in what packages record of their modules, instead of a kernel.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/run_options.h"
#include "match/formats.h"

namespace ko2alias {

/// Records that devices are looked up in.
struct AskedRecords {
  std::string path{};
  std::vector<PackageRecord> records{};
  std::optional<RecordIndex> index{};
  /// Trouble where some were not read.
  ExitStatus status = ExitStatus::nothing_to_report;
};

/// Whether each of the paths that '+' joins is one of records.
bool are_records(const std::string& path, const RunOptions& run);

/// Reads them, and writes to the error stream what was not read, and what their readers fail on. No
/// records are trouble.
void read_asked_records(const std::string& path, const RunOptions& run, AskedRecords& asked,
                        const Streams& streams);

/// The packages that the devices ask for.
KernelMatches packages_of_devices(const AskedRecords& asked, const std::vector<Device>& devices);

}  // namespace ko2alias
