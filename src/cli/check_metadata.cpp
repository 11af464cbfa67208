#include "cli/check_metadata.h"

#include <fcntl.h>

#include <iterator>
#include <utility>

#include <fmt/core.h>

#include "cli/remedies.h"
#include "metadata/package_files.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

bool is_package(const std::string& path) {
  const auto file = File::open(path, O_NONBLOCK);
  return file && file->size() && package_kind(file->bytes_at(0, package_head)) != PackageKind::none;
}

void add_records(const std::string& path, const Limits& limits, RecordsToCheck& to_check) {
  auto records = read_records(path, limits);
  if (!records)
    to_check.unread.push_back({path, message_with_remedy(records.problem())});
  else if (records->empty())
    to_check.unread.push_back({path, std::string(no_record_text)});
  else
    std::move(records->begin(), records->end(), std::back_inserter(to_check.records));
}

}  // namespace

std::set<std::string> RecordsToCheck::names() const {
  std::set<std::string> names;
  for (const PackageRecord& record : records)
    names.insert(escape_for_terminal(record.path.substr(record.path.rfind('/') + 1)));
  return names;
}

RecordsToCheck records_to_check(const OptionValues& values, const std::vector<std::string>& paths,
                                const RunOptions& run) {
  RecordsToCheck to_check;
  for (const std::string& path : texts_option(values, "metadata"))
    add_records(path, run.reading.input.limits, to_check);
  // What is wrong with a package as such, the reader of its modules tells.
  for (const std::string& path : paths)
    if (auto records =
            is_package(path) ? read_records(path, run.reading.input.limits) : error("no package");
        records)
      std::move(records->begin(), records->end(), std::back_inserter(to_check.records));
  return to_check;
}

std::vector<Finding> check_records(const RecordsToCheck& to_check,
                                   std::span<const PackagedModule> modules) {
  std::vector<Finding> all;
  for (const PackageRecord& record : to_check.records) {
    std::vector<Finding> found = check_record(record, modules);
    std::move(found.begin(), found.end(), std::back_inserter(all));
  }
  return all;
}

bool tell_unread(const RecordsToCheck& to_check, const Streams& streams) {
  for (const UnreadInput& record : to_check.unread)
    streams.err << fmt::format("ko2alias: error: {}: {}\n", escape_for_terminal(record.path),
                               record.message);
  return !to_check.unread.empty();
}

PackagedModule packaged_module(const RecordsToCheck& to_check, const ModuleReport& report) {
  if (to_check.records.empty()) return {};
  return {.name = report.name,
          .vermagic = std::string(report.vermagic),
          .aliases = patterns_of(report)};
}

}  // namespace ko2alias
