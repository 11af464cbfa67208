#include "cli/write_modules.h"

#include <utility>

#include "cli/output.h"
#include "cli/reading_log.h"

namespace ko2alias {

EmitOptions emit_options(const OptionValues& values, std::span<const Format> formats) {
  EmitOptions options;
  options.run = run_options(values);
  options.paths = paths(values);
  options.format = &chosen_format(values, formats);
  options.run.reading.reads_pointers = options.format->shows_pointers;
  options.output = text_option(values, "output");
  return options;
}

ExitStatus write_modules(const EmitOptions& options, const Streams& streams) {
  const Format& format = *options.format;
  Output output(options.output, streams);
  bool has_written = false;
  const auto write = [&](const std::string& text) {
    if (text.empty()) return;
    if (std::exchange(has_written, true)) output.write(format.separator);
    output.write(text);
  };
  output.write(format.head);
  ReadingLog log(options.paths, options.run, streams);
  read_modules<std::string>(options.paths, options.run.reading,
                            {.convert = format.render,
                             .take = write,
                             .log = [&](const ItemLog& item) { log.add(item); }});
  const ExitStatus status = log.finish();
  // Where nothing could be read, a file that is there stays as it is.
  if (status == ExitStatus::trouble && !has_written && output.is_file()) return status;
  output.write(format.tail);
  return output.finish() ? status : ExitStatus::trouble;
}

}  // namespace ko2alias
