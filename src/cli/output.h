// A command's data goes to standard output, or to a file that is there whole or not at all: it is
// written beside its place and moved there once all is written.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "cli/commands.h"
#include "cli/descriptor_buffer.h"

namespace ko2alias {

/// Whether the output may have colours: on a terminal, unless NO_COLOR is set (no-color.org).
bool may_color(const std::optional<std::string>& output_path, const Streams& streams);

class Output {
 public:
  /// Writes to the command's own stream where there is no path.
  Output(std::optional<std::string> path, const Streams& streams);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  /// Removes what was not finished.
  ~Output();

  /// Whether there is a path.
  [[nodiscard]] bool is_file() const { return path_.has_value(); }
  /// Writes a text, escaped for a terminal where the stream is one.
  void write(std::string_view text);
  /// Writes a text that is fit for a terminal already, colours and all.
  void write_as_it_is(std::string_view text);
  /// Puts the file in its place. False, and a message, where that or anything before it failed.
  bool finish();

 private:
  void open();
  bool fail(int reason);

  std::optional<std::string> path_;
  /// Beside the file, so that the rename stays on one file system; empty where the path is a device
  /// or a pipe.
  std::string temporary_;
  const Streams& streams_;
  int descriptor_ = -1;
  int open_failure_ = 0;
  std::optional<DescriptorBuffer> buffer_;
};

}  // namespace ko2alias
