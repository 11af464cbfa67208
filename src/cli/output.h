// A command's data goes to standard output, or to a file that is there whole or not at all, and
// that is none of the files that the command reads.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "cli/commands.h"
#include "cli/descriptor_buffer.h"
#include "support/file.h"
#include "support/output_file.h"

namespace ko2alias {

/// Whether the output may have colours: on a terminal, unless NO_COLOR is set (no-color.org).
bool may_color(const std::optional<std::string>& output_path, const Streams& streams);

class Output {
 public:
  /// Writes to the command's own stream where there is no path. Of the files that are read from now
  /// on, none is overwritten.
  Output(std::optional<std::string> path, const Streams& streams);

  /// Whether there is a path.
  [[nodiscard]] bool is_file() const { return path_.has_value(); }
  /// Writes a text, escaped for a terminal where the stream is one.
  void write(std::string_view text);
  /// Writes a text that is fit for a terminal already, colours and all.
  void write_as_it_is(std::string_view text);
  /// Puts the file in its place. False, and a message, where that or anything before it failed.
  bool finish();

 private:
  bool fail(const Problem& problem);

  std::optional<std::string> path_;
  const Streams& streams_;
  std::optional<ReadWatch> watch_;
  /// The file, or why it could not be opened; nothing where there is no path.
  std::optional<Result<OutputFile>> file_;
  std::optional<DescriptorBuffer> buffer_;
};

}  // namespace ko2alias
