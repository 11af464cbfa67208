#include "cli/write_modules.h"

namespace ko2alias {

int write_modules(const std::vector<std::string>& paths, const RunOptions& run,
                  const Format& format, Output& output, const Streams& streams) {
  bool has_written = false;
  const auto write = [&](const std::string& text) {
    if (text.empty()) return;
    if (std::exchange(has_written, true)) output.write(format.separator);
    output.write(text);
  };
  output.write(format.head);
  ReadingLog log(paths, run, streams);
  read_modules<std::string>(paths, run.reading,
                            {.convert = format.render,
                             .take = write,
                             .log = [&](const ItemLog& item) { log.add(item); }});
  const int status = log.finish();
  // Where nothing could be read, a file that is there stays as it is.
  if (status == trouble && !has_written && output.is_file()) return trouble;
  output.write(format.tail);
  return output.finish() ? status : static_cast<int>(trouble);
}

}  // namespace ko2alias
