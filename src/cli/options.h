// What the options of several commands have in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "cli/commands.h"
#include "cli/run_options.h"
#include "support/text.h"

namespace ko2alias {

namespace po = boost::program_options;

/// Options that are wrong: the message names the option and what would be right.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A command's own options, and how its help describes it.
struct CommandLine {
  std::string_view usage;
  std::string description;
  std::string_view examples;
  po::options_description options{"Options"};
  /// A file in the current folder from which options are read too, where there is one; --config
  /// names another.
  std::string_view config_file{};
};

/// Adds --output.
void add_output_option(po::options_description& options);

/// Adds --format, with a line of help for each row of a table of formats; the first is the default.
template <class Formats>
void add_format_option(po::options_description& options, const Formats& formats) {
  std::string help;
  for (const auto& format : formats)
    help += (help.empty() ? std::string(format.name) + " (default): "
                          : "\n" + std::string(format.name) + ": ") +
            std::string(format.help);
  options.add_options()("format,f", po::value<std::string>()->value_name("FORMAT"), help.c_str());
}

/// Parses the arguments; everything that is no option is a path. Writes the help and returns
/// nothing where it was asked for. Throws UsageError.
std::optional<po::variables_map> parse(const CommandLine& line, const Arguments& arguments,
                                       const Streams& streams);

/// An option without a value: `add("full", flag(), …)`. In a file it is `full = true`.
inline po::typed_value<bool>* flag() { return po::bool_switch(); }
bool is_set(const po::variables_map& values, const std::string& name);

/// The paths, of which there has to be one at least.
std::vector<std::string> paths(const po::variables_map& values);

/// The value of an option, where it was given.
std::optional<std::string> text_option(const po::variables_map& values, const std::string& name);

/// Whether the command's output may have colours: on a terminal, unless NO_COLOR is set
/// (no-color.org).
bool may_color(const po::variables_map& values, const Streams& streams);

/// The row that --format names. Throws UsageError for a name that no row has.
template <class Formats>
const auto& chosen_format(const po::variables_map& values, const Formats& formats) {
  const auto name = text_option(values, "format");
  if (!name) return *std::begin(formats);
  std::string known;
  for (const auto& format : formats) {
    if (format.name == *name) return format;
    known += (known.empty() ? "" : ", ") + std::string(format.name);
  }
  throw UsageError("--format " + *name + ": expected one of " + known);
}

/// Runs the inside of a command and turns usage errors into messages.
template <class Inside>
int with_usage_errors(std::string_view command, const Streams& streams, Inside inside) {
  try {
    return inside();
  } catch (const UsageError& error) {
    streams.err << "ko2alias: error: " << escape_for_terminal(error.what()) << "\nko2alias "
                << command << " --help says more\n";
    return trouble;
  }
}

}  // namespace ko2alias
