// Command lines: how they are described and parsed, and how commands read their values into structs
// of options. The structs are filled member by member: where one of several initialisers throws,
// g++ 12 destroys members that it has not made yet.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/program_options.hpp>

#include "cli/commands.h"
#include "ko2alias/problem.h"

namespace ko2alias {

namespace po = boost::program_options;

/// Options that are wrong: the message names the option and says what would be right.
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

/// Parses the arguments; everything that is no option is a path. Writes the help and returns
/// nothing where it was asked for. Throws UsageError.
std::optional<OptionValues> parse(const CommandLine& line, const Arguments& arguments,
                                  const Streams& streams);

/// An option without a value: `add("full", flag(), …)`.
inline po::typed_value<bool>* flag() { return po::bool_switch(); }
/// An option with a text: `add("in", text_value("PATH"), …)`.
inline po::typed_value<std::string>* text_value(const char* name) {
  return po::value<std::string>()->value_name(name);
}
/// An option that may be given several times.
inline po::typed_value<std::vector<std::string>>* texts_value(const char* name) {
  return po::value<std::vector<std::string>>()->value_name(name);
}

/// Whether a flag was given.
bool is_set(const OptionValues& values, const std::string& name);
/// The value of an option, where it was given.
std::optional<std::string> text_option(const OptionValues& values, const std::string& name);
/// The values of an option that may be given several times.
std::vector<std::string> texts_option(const OptionValues& values, const std::string& name);
/// `lost,partly-lost` without empty items.
std::vector<std::string> split_list(std::string text);
/// `error`, `warning` or `note`.
std::optional<Severity> find_severity(std::string_view name);
/// The paths, of which there has to be one at least.
std::vector<std::string> paths(const OptionValues& values);

/// Adds --output.
void add_output_option(po::options_description& options);
/// The file of --output; nothing for standard output.
std::optional<std::string> output_path(const OptionValues& values);

/// Adds --format, with a line of help for each row of a table of formats; the first is the default.
template <class Formats>
void add_format_option(po::options_description& options, const Formats& formats) {
  std::string help;
  for (const auto& format : formats)
    help += (help.empty() ? std::string(format.name) + " (default): "
                          : "\n" + std::string(format.name) + ": ") +
            std::string(format.help);
  options.add_options()("format,f", text_value("FORMAT"), help.c_str());
}

/// The row that --format names. Throws UsageError for a name that no row has.
template <class Formats>
const auto& chosen_format(const OptionValues& values, const Formats& formats) {
  const auto name = text_option(values, "format");
  if (!name) return *std::begin(formats);
  std::string known;
  for (const auto& format : formats) {
    if (format.name == *name) return format;
    known += (known.empty() ? "" : ", ") + std::string(format.name);
  }
  throw UsageError("--format " + *name + ": expected one of " + known);
}

}  // namespace ko2alias
