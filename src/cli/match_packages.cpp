#include "cli/match_packages.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

#include <fmt/core.h>

#include "cli/remedies.h"
#include "kernel/read_kernel.h"
#include "metadata/record_search.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// What a program fails on is told, as devices are not found because of it.
void tell_faults(const std::vector<PackageRecord>& records, const Streams& streams) {
  constexpr std::size_t most_told = 10;
  std::size_t count = 0;
  for (const PackageRecord& record : records)
    for (const RecordFault& fault : record.faults)
      if (++count <= most_told)
        streams.err << fmt::format(
            "ko2alias: warning: {}{}: {}{}\n", escape_for_terminal(record.path),
            fault.line == 0 ? "" : fmt::format(":{}", fault.line),
            fault.text.empty() ? "" : fmt::format("'{}': ", escape_for_terminal(fault.text)),
            fault.message);
  if (count > most_told)
    streams.err << fmt::format("ko2alias: warning: {} more (check --metadata lists them)\n",
                               with_commas(count - most_told));
}

}  // namespace

bool are_records(const std::string& path, const RunOptions& run) {
  const std::vector<std::string> paths = split_joined_paths(path);
  return std::all_of(paths.begin(), paths.end(),
                     [&](const std::string& one) { return is_of_records(one, run.reading.input); });
}

void read_asked_records(const std::string& path, const RunOptions& run, AskedRecords& asked,
                        const Streams& streams) {
  asked.path = path;
  for (const std::string& one : split_joined_paths(path)) {
    RecordSearch found = find_records(one, run.reading.input.limits);
    std::move(found.records.begin(), found.records.end(), std::back_inserter(asked.records));
    for (const Problem& problem : found.problems) {
      streams.err << fmt::format("ko2alias: error: {}: {}\n", escape_for_terminal(problem.place),
                                 message_with_remedy(problem));
      asked.status = ExitStatus::trouble;
    }
  }
  tell_faults(asked.records, streams);
  asked.index.emplace(asked.records);
  if (!asked.records.empty() || asked.status == ExitStatus::trouble) return;
  streams.err << fmt::format(
      "ko2alias: error: {}: no package in it records devices for a program to find it by\n",
      escape_for_terminal(path));
  asked.status = ExitStatus::trouble;
}

KernelMatches packages_of_devices(const AskedRecords& asked, const std::vector<Device>& devices) {
  KernelMatches matches{.kernel = asked.path, .called = asked.path};
  matches.modules.resize(devices.size());
  matches.hints.resize(devices.size());
  // A fleet has many of one kind.
  std::unordered_map<std::string_view, std::vector<MatchedPackage>> known;
  for (const Device& device : devices) {
    const auto [same, is_new] = known.try_emplace(device.modalias);
    if (is_new) same->second = packages_of_device(*asked.index, device.modalias);
    matches.packages.push_back(same->second);
  }
  return matches;
}

}  // namespace ko2alias
