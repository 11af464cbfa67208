// Command lines: how they are described and parsed, and how commands read their values into structs
// of options. The structs are filled member by member: where one of several initialisers throws,
// g++ 12 destroys members that it has not made yet.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "ko2alias/problem.h"
#include "support/did_you_mean.h"

namespace ko2alias {

/// Options that are wrong: the message names the option and says what would be right.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A word that an option takes, and what it means; the meaning may go without saying.
struct OptionWord {
  std::string name;
  std::string help{};
};

/// What an option takes.
struct OptionKind {
  /// What its help calls the value; empty for a flag, which has none.
  std::string value_name{};
  /// The words that it takes, the default first; none where any text will do. Help, manual and
  /// completions list them.
  std::vector<OptionWord> choices{};
  /// Whether it may be given several times.
  bool is_list = false;
  /// The value of an option that is given without one; empty where it needs one. Such an option
  /// takes its value behind `=` alone, so that the next word is not taken for it.
  std::string implicit{};
};

/// An option without a value: `options.add("full", flag(), …)`.
inline OptionKind flag() { return {}; }
/// An option with a text: `options.add("module", text_value("GLOB"), …)`.
inline OptionKind text_value(std::string name) { return {.value_name = std::move(name)}; }
/// An option that may be given several times.
inline OptionKind texts_value(std::string name) {
  return {.value_name = std::move(name), .is_list = true};
}

/// Where the help shows an option.
enum class OptionGroup { command, output, reading, decoding };

struct Option {
  /// `output,o`: the long name, and a letter where there is one.
  std::string names;
  OptionKind kind;
  /// What the option does. The short help ends before the first of ` (`, `: ` and `; `.
  std::string help;
  OptionGroup group = OptionGroup::command;

  [[nodiscard]] std::string long_name() const { return names.substr(0, names.find(',')); }
  /// The letter; empty where there is none.
  [[nodiscard]] std::string letter() const {
    const auto comma = names.find(',');
    return comma == std::string::npos ? "" : names.substr(comma + 1);
  }
};

/// The options that a command takes, in the order of its help.
class OptionTable {
 public:
  void add(std::string names, OptionKind kind, std::string help,
           OptionGroup group = OptionGroup::command) {
    rows_.push_back({std::move(names), std::move(kind), std::move(help), group});
  }
  [[nodiscard]] const std::vector<Option>& rows() const { return rows_; }

 private:
  std::vector<Option> rows_;
};

/// A command's own options, and how its help describes it.
struct CommandLine {
  std::string_view usage;
  std::string description;
  std::string_view examples;
  OptionTable options{};
  /// The words that its arguments may be, for completions; none where they are paths or devices.
  std::vector<OptionWord> words{};
};

/// The options that were given, by their long names. Paths stand under `path`. Each command makes a
/// struct of them at once and passes that on.
class OptionValues {
 public:
  /// Adds a value, which a flag has empty.
  void add(const std::string& name, std::string value) {
    values_[name].push_back(std::move(value));
  }
  [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }
  /// The values in the order in which they were given.
  [[nodiscard]] std::vector<std::string> all(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>() : found->second;
  }

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

/// The options with those that every command has: --quiet, --no-header, --color and --help.
OptionTable with_common_options(OptionTable options);

/// Parses the arguments; everything that is no option is a path. An option with a few choices has
/// one of these. Writes the help and returns nothing where it was asked for. Throws UsageError.
std::optional<OptionValues> parse(const CommandLine& line, const Arguments& arguments,
                                  const Streams& streams);

/// The words in a sentence: `device, host or both`.
std::string any_of_these(const std::vector<std::string>& words);

/// Whether a flag was given.
bool is_set(const OptionValues& values, const std::string& name);
/// The value of an option, where it was given.
std::optional<std::string> text_option(const OptionValues& values, const std::string& name);
/// The values of an option that may be given several times.
std::vector<std::string> texts_option(const OptionValues& values, const std::string& name);
/// The items of `lost,partly-lost`, which blanks may part too.
std::vector<std::string> split_list(std::string text);
/// The word of --fail-on that has the exit status say nothing of what was found.
constexpr const char* never_word = "never";
/// `error`, `warning` or `note`.
std::optional<Severity> find_severity(std::string_view name);
/// The paths, of which there has to be one at least.
std::vector<std::string> paths(const OptionValues& values);

/// Adds --output.
void add_output_option(OptionTable& options);
/// The file of --output; nothing for standard output.
std::optional<std::string> output_path(const OptionValues& values);

/// The names of a table's rows as choices; a name or a help may be a string of any kind.
template <class Rows>
std::vector<OptionWord> choices_of(const Rows& rows) {
  std::vector<OptionWord> choices;
  for (const auto& row : rows)
    choices.push_back({.name = std::string(row.name), .help = std::string(row.help)});
  return choices;
}

/// Adds --format, whose choices are the rows of a table of formats; the first is the default.
template <class Formats>
void add_format_option(OptionTable& options, const Formats& formats) {
  options.add("format,f", {.value_name = "FORMAT", .choices = choices_of(formats)},
              "how it is written", OptionGroup::output);
}

/// The row that --format names. Throws UsageError for a name that no row has.
template <class Formats>
const auto& chosen_format(const OptionValues& values, const Formats& formats) {
  const auto name = text_option(values, "format");
  if (!name) return *std::begin(formats);
  std::vector<std::string> names;
  for (const auto& format : formats) {
    if (format.name == *name) return format;
    names.emplace_back(format.name);
  }
  throw UsageError("--format " + *name + ": expected " + any_of_these(names) +
                   did_you_mean(*name, names));
}

}  // namespace ko2alias
