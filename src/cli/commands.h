// The commands, as a table that writes the help, and the whole program but for its process.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

using Arguments = std::vector<std::string>;
class MessageBuffer;
class OptionValues;
struct CommandLine;

/// Where a command's output goes. Tests put strings here.
struct Streams {
  std::ostream& out;
  std::ostream& err;
  /// Whether `out` is a terminal: bytes from a module are escaped for it.
  bool out_is_terminal = false;
  /// How wide that terminal is.
  std::size_t columns = 80;
  /// Whether `out` gets colours, and whether a file of -o does. run() looks into --color and the
  /// environment.
  bool out_has_color = false;
  bool file_has_color = false;
  /// Whether texts to read have titles of columns and totals: no --no-header.
  bool has_header = true;
  /// Whether `err` is a terminal: long runs say how far they are.
  bool err_is_terminal = false;
  /// Whether `out` may be the log of a CI, which takes commands from it.
  bool out_is_log = false;
  /// Whether the process is the command's own, so that it may give up rights for good.
  bool has_own_process = false;
  /// The terminal itself, where `err` is one. run() sets it, as it looks after each line of `err`.
  std::ostream* terminal = nullptr;
  /// What `err` writes to, which run() tells whether colours and warnings are wanted.
  MessageBuffer* messages = nullptr;
};

/// How a command ended; the process exits with the number.
enum class ExitStatus : int { nothing_to_report = 0, finding = 1, trouble = 2 };

constexpr ExitStatus worse(ExitStatus a, ExitStatus b) { return std::max(a, b); }

struct Command {
  std::string_view name;
  std::string_view summary;
  /// The options that the command takes, and its help.
  CommandLine (*command_line)() = nullptr;
  /// May throw UsageError.
  ExitStatus (*run)(const OptionValues&, const Streams&) = nullptr;
};

std::span<const Command> commands();

/// The whole program: picks the command and runs it.
ExitStatus run(const Arguments& arguments, const Streams& streams);

// The commands, a file each.
CommandLine emit_command_line();
CommandLine dump_command_line();
CommandLine diff_command_line();
CommandLine check_command_line();
CommandLine match_command_line();
CommandLine embed_command_line();
CommandLine buses_command_line();

ExitStatus run_emit(const OptionValues& values, const Streams& streams);
ExitStatus run_dump(const OptionValues& values, const Streams& streams);
ExitStatus run_diff(const OptionValues& values, const Streams& streams);
ExitStatus run_check(const OptionValues& values, const Streams& streams);
ExitStatus run_match(const OptionValues& values, const Streams& streams);
ExitStatus run_embed(const OptionValues& values, const Streams& streams);
ExitStatus run_buses(const OptionValues& values, const Streams& streams);

}  // namespace ko2alias
