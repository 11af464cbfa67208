#include "cli/reading_log.h"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "cli/remedies.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// How many items there will be, where looking at names is enough to tell: in folders, not in
// archives. Else 0.
std::size_t count_ahead(const std::vector<std::string>& paths, const InputOptions& options) {
  std::error_code ignored;
  for (const std::string& path : paths)
    if (!std::filesystem::is_directory(path, ignored)) return 0;
  std::size_t count = 0;
  for (Inputs inputs(paths, options); inputs.next();) ++count;
  return count;
}

std::size_t count_errors(const ItemLog& item) {
  return static_cast<std::size_t>(
      std::count_if(item.problems.begin(), item.problems.end(),
                    [](const Problem& problem) { return problem.severity == Severity::error; }));
}

}  // namespace

ReadingLog::ReadingLog(const std::vector<std::string>& paths, const RunOptions& run,
                       const Streams& streams, Progress::Now now)
    : paths_(paths),
      run_(run),
      streams_(streams),
      progress_(streams.terminal, streams.columns,
                streams.terminal != nullptr ? count_ahead(paths, run.reading.input) : 0, now) {}

void ReadingLog::add(const ItemLog& item) {
  if (item.is_of_all)
    has_error_of_all_ |= count_errors(item) != 0;
  else
    count(item);
  for (const Problem& problem : item.problems) report(item.name, problem);
}

void ReadingLog::count(const ItemLog& item) {
  progress_.step([&] { return share_read(item); });
  ++items_;
  stripped_ += item.is_stripped ? 1 : 0;
  const auto errors = count_errors(item);
  errors_ += errors;
  unread_ += item.modules == 0 && errors != 0 ? 1 : 0;
}

std::string ReadingLog::share_read(const ItemLog& item) const {
  for (const std::string& path : paths_) {
    std::error_code failure;
    if (item.file_bytes == 0 || !item.name.starts_with(path + ": ")) continue;
    const std::uintmax_t size = std::filesystem::file_size(path, failure);
    if (failure || size == 0) continue;
    return fmt::format("{} % of {}", std::min<std::uintmax_t>(100, item.file_bytes * 100 / size),
                       escape_for_terminal(std::filesystem::path(path).filename().string()));
  }
  return {};
}

ExitStatus ReadingLog::finish() {
  progress_.clear();
  for (const auto& [severity, text] : folder_.counts())
    streams_.err << fmt::format("ko2alias: {}: {}\n", name_of(severity), escape_for_terminal(text));
  // Of one input its own message says all.
  if (unread_ != 0 && items_ > 1)
    streams_.err << fmt::format("ko2alias: {} of {} inputs could not be read\n",
                                with_commas(unread_), with_commas(items_));
  if (errors_ > unread_)
    streams_.err << fmt::format("ko2alias: {} could not be read\n",
                                counted(errors_ - unread_, "table"));
  if (stripped_ > 1 && run_.reading.source == AliasSource::tables)
    streams_.err << fmt::format("ko2alias: {} modules are stripped of their device tables\n",
                                with_commas(stripped_));
  return errors_ != 0 || has_error_of_all_ ? ExitStatus::trouble : ExitStatus::nothing_to_report;
}

void ReadingLog::report(const std::string& name, const Problem& problem) {
  if (problem.severity == Severity::note && !run_.is_verbose) return;
  const std::string message = message_with_remedy(problem);
  if (!folder_.show(problem, message)) return;
  progress_.clear();
  const std::string place = problem.place.empty() ? "" : problem.place + ": ";
  streams_.err << fmt::format("ko2alias: {}: {}: {}\n", name_of(problem.severity),
                              escape_for_terminal(name), escape_for_terminal(place + message));
}

}  // namespace ko2alias
