// The commands, as a table that writes the help.
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

using Arguments = std::vector<std::string>;

/// Where a command's output goes. Tests put strings here.
struct Streams {
  std::ostream& out;
  std::ostream& err;
  /// Whether `out` is a terminal: bytes from a module are escaped for it.
  bool out_is_terminal = false;
  /// Whether `err` is one: long runs say how far they are.
  bool err_is_terminal = false;
};

/// The exit status of every command.
enum ExitStatus : int { nothing_to_report = 0, finding = 1, trouble = 2 };

struct Command {
  std::string_view name;
  std::string_view summary;
  int (*run)(const Arguments&, const Streams&) = nullptr;
};

std::span<const Command> commands();

int run_emit(const Arguments& arguments, const Streams& streams);
int run_dump(const Arguments& arguments, const Streams& streams);
int run_diff(const Arguments& arguments, const Streams& streams);
int run_match(const Arguments& arguments, const Streams& streams);
int run_check(const Arguments& arguments, const Streams& streams);
int run_buses(const Arguments& arguments, const Streams& streams);

/// The whole program but for the process: picks the command and runs it. Returns the exit status.
int run(const Arguments& arguments, const Streams& streams);

}  // namespace ko2alias
