// Where a command's data goes: standard output, or a file that is there whole or not at all.
#pragma once

#include <fstream>
#include <optional>
#include <string>

#include "cli/commands.h"

namespace ko2alias {

class Output {
 public:
  /// Without a path, writes to the command's own stream.
  Output(std::optional<std::string> path, const Streams& streams);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  /// Removes what was not finished.
  ~Output();

  void write(std::string_view text);
  /// Puts the file in its place. False, and a message, where that or any write before it failed.
  bool finish();

 private:
  std::optional<std::string> path_;
  std::string temporary_;
  const Streams& streams_;
  std::ofstream file_;
};

}  // namespace ko2alias
