// Where a command's data goes: standard output, or a file that is there whole or not at all.
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
  /// Without a path, writes to the command's own stream.
  Output(std::optional<std::string> path, const Streams& streams);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  /// Removes what was not finished.
  ~Output();

  /// Whether there is a path.
  [[nodiscard]] bool is_file() const { return path_.has_value(); }
  /// What is not fit for a terminal is escaped where there is one.
  void write(std::string_view text);
  /// Writes what is fit for a terminal already, colours and all.
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
