// A command's data goes to standard output, or to a file that is there whole or not at all, and
// that is none of the files that the command reads.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "cli/commands.h"
#include "support/descriptor_buffer.h"
#include "support/file.h"
#include "support/output_file.h"
#include "support/safe_output.h"
#include "support/screen.h"

namespace ko2alias {

/// What the output goes to, a file where there is a path.
Screen screen_of(const std::optional<std::string>& output_path, const Streams& streams);

class Output {
 public:
  /// Writes to the command's own stream where there is no path. Of the files that are read from now
  /// on, none is overwritten.
  Output(std::optional<std::string> path, const Streams& streams);

  /// Whether there is a path.
  [[nodiscard]] bool is_file() const { return path_.has_value(); }
  /// Whether this path is its own; `-` is that of standard output.
  [[nodiscard]] bool is_to(const std::string& path) const;
  /// The folder in which the file is moved to its place, where there is one that is.
  [[nodiscard]] std::optional<std::string> folder() const;
  /// Writes what a format made, which begins where a line does. It acts neither on a terminal nor
  /// on a CI's log; what programs want to the byte is changed only where it goes to one of these.
  void write(std::string_view text, Syntax syntax);
  /// Puts the file in its place, and warns if the bytes are not as programs want them. False, and a
  /// message, where that or anything before it failed.
  bool finish();

 private:
  void put(std::string_view text);
  void warn_of_escapes() const;
  bool fail(const Problem& problem);

  std::optional<std::string> path_;
  const Streams& streams_;
  /// Whether what is written goes to a terminal, and to what may be a CI's log.
  bool is_terminal_;
  bool is_log_;
  std::optional<ReadWatch> watch_;
  /// The file, or why it could not be opened; nothing where there is no path.
  std::optional<Result<OutputFile>> file_;
  std::optional<DescriptorBuffer> buffer_;
  /// How many commands to a CI's log were escaped that a program may want as they are.
  std::size_t escaped_ = 0;
};

}  // namespace ko2alias
