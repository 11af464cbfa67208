#include "cli/kernels.h"

#include <fmt/core.h>

#include "cli/reading_log.h"
#include "kernel/read_kernel.h"
#include "support/text.h"

namespace ko2alias {

KernelReading read_kernel(const std::string& path, const RunOptions& run,
                          const WantsData& wants_data, const Streams& streams) {
  return read_kernel(path, split_joined_paths(path), run, wants_data, streams);
}

KernelReading read_kernel(const std::string& name, const std::vector<std::string>& paths,
                          const RunOptions& run, const WantsData& wants_data,
                          const Streams& streams) {
  KernelReading reading;
  ReadingLog log(paths, run, streams);
  reading.kernel = read_kernel(name, paths, run.reading, wants_data,
                               [&](const ItemLog& item) { log.add(item); });
  reading.status = log.finish();
  if (!reading.kernel.modules.empty() || reading.status == ExitStatus::trouble) return reading;
  streams.err << fmt::format("ko2alias: error: {}: no modules and no aliases in it\n",
                             escape_for_terminal(name));
  reading.status = ExitStatus::trouble;
  return reading;
}

}  // namespace ko2alias
