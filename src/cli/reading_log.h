// Tells of a reading on the error stream: problems, how far it is, and final counts of what was
// lost. The library reads and stays silent; the words are here.
//
//   ko2alias: warning: e1000.ko: stripped of its device tables' symbols: its aliases (12) stand …
//   ko2alias: 1 of 3 inputs could not be read
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/run_options.h"
#include "module/read_modules.h"
#include "support/message_folder.h"
#include "support/progress.h"

namespace ko2alias {

class ReadingLog {
 public:
  /// Looks into the options and the streams.
  ReadingLog(const std::vector<std::string>& paths, const RunOptions& run, const Streams& streams,
             Progress::Now now = Progress::Clock::now);

  /// One more item was read, or something is said of all of them.
  void add(const ItemLog& item);
  /// Writes the final counts. Returns the exit status.
  [[nodiscard]] ExitStatus finish();

 private:
  void count(const ItemLog& item);
  void report(const std::string& name, const Problem& problem);
  /// `45 % of linux.deb`; empty for what is in no archive.
  [[nodiscard]] std::string share_read(const ItemLog& item) const;

  std::vector<std::string> paths_;
  const RunOptions& run_;
  const Streams& streams_;
  Progress progress_;
  MessageFolder folder_;
  std::size_t items_ = 0;
  std::size_t unread_ = 0;
  /// Of items.
  std::size_t errors_ = 0;
  bool has_error_of_all_ = false;
  std::size_t stripped_ = 0;
};

}  // namespace ko2alias
