#include "cli/kernels.h"

#include <sys/utsname.h>

#include <algorithm>

#include <fmt/core.h>

#include "cli/reading_log.h"
#include "kernel/kernel_gaps.h"
#include "kernel/read_kernel.h"
#include "metadata/record_search.h"
#include "support/text.h"

namespace ko2alias {

std::string running_release() {
  utsname running{};
  ::uname(&running);
  return running.release;
}

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
  if (!reading.kernel.modules.empty()) return reading;
  const bool has_records = std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
    return is_of_records(path, run.reading.input);
  });
  if (has_records)
    streams.err << fmt::format(
        "ko2alias: error: {}: no modules, but what packages record of theirs ('match --in' and "
        "'check --metadata' read that)\n",
        escape_for_terminal(name));
  else if (reading.status != ExitStatus::trouble)
    streams.err << fmt::format("ko2alias: error: {}: no modules and no aliases in it\n",
                               escape_for_terminal(name));
  reading.status = ExitStatus::trouble;
  return reading;
}

void warn_of_built_ins(const Kernel& kernel, const RunOptions& run, const Streams& streams) {
  const auto gap = built_in_gap(kernel);
  if (!gap || !run.reading.input.with_builtin || kernel.modules.empty()) return;
  const std::string_view missing = *gap == KernelGap::built_in_aliases
                                       ? "nothing says what its built-in modules match"
                                       : "nothing says which modules are built in";
  streams.err << fmt::format(
      "ko2alias: warning: {}: {} (join the PATH that has modules.builtin.modinfo with '+')\n",
      escape_for_terminal(kernel.name), missing);
}

}  // namespace ko2alias
