// What the options of several commands have in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "cli/commands.h"
#include "cli/modules.h"

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
};

/// What PATH can be, for the help of commands.
extern const std::string_view path_help;

/// Adds what emit and dump have in common: --output, --no-builtin, --max-size, --kernel, --override-prefix,
/// --build-host,
/// --jobs and --verbose.
void add_run_options(po::options_description& options);
/// What these options, --format and the paths say.
ModuleRun module_run(const po::variables_map& values, std::span<const Format> formats);

/// Parses the arguments; everything that is no option is a path. Writes the help and returns nothing where it was asked
/// for. Throws UsageError.
std::optional<po::variables_map> parse(const CommandLine& line, const Arguments& arguments, const Streams& streams);

/// The paths, of which there has to be one at least.
std::vector<std::string> paths(const po::variables_map& values);

/// The value of an option, where it was given.
std::optional<std::string> text_option(const po::variables_map& values, const std::string& name);

/// Runs the inside of a command and turns usage errors into messages.
template <class Inside>
int with_usage_errors(std::string_view command, const Streams& streams, Inside inside) {
  try {
    return inside();
  } catch (const UsageError& error) {
    streams.err << "ko2alias: error: " << error.what() << "\nko2alias " << command << " --help says more\n";
    return trouble;
  }
}

}  // namespace ko2alias
