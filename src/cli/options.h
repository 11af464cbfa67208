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

namespace ko2alias {

/// Options that are wrong: the message names the option and says what would be right.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What an option takes.
struct OptionKind {
  /// What its help calls the value; empty for a flag, which has none.
  std::string value_name{};
  /// Whether it may be given several times.
  bool is_list = false;
  /// The value of an option that is given without one; none where it needs one.
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

struct Option {
  /// `output,o`: the long name, and a letter where there is one.
  std::string names;
  OptionKind kind;
  std::string help;
};

/// The options that a command takes, in the order of its help.
class OptionTable {
 public:
  void add(std::string names, OptionKind kind, std::string help) {
    rows_.push_back({std::move(names), std::move(kind), std::move(help)});
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

/// Parses the arguments; everything that is no option is a path. Writes the help and returns
/// nothing where it was asked for. Throws UsageError.
std::optional<OptionValues> parse(const CommandLine& line, const Arguments& arguments,
                                  const Streams& streams);

/// Whether a flag was given.
bool is_set(const OptionValues& values, const std::string& name);
/// The value of an option, where it was given.
std::optional<std::string> text_option(const OptionValues& values, const std::string& name);
/// The values of an option that may be given several times.
std::vector<std::string> texts_option(const OptionValues& values, const std::string& name);
/// The items of `lost,partly-lost`, which blanks may part too.
std::vector<std::string> split_list(std::string text);
/// `error`, `warning` or `note`.
std::optional<Severity> find_severity(std::string_view name);
/// The paths, of which there has to be one at least.
std::vector<std::string> paths(const OptionValues& values);

/// Adds --output.
void add_output_option(OptionTable& options);
/// The file of --output; nothing for standard output.
std::optional<std::string> output_path(const OptionValues& values);

/// Adds --format, with a line of help for each row of a table of formats; the first is the default.
template <class Formats>
void add_format_option(OptionTable& options, const Formats& formats) {
  std::string help;
  for (const auto& format : formats)
    help += (help.empty() ? std::string(format.name) + " (default): "
                          : "\n" + std::string(format.name) + ": ") +
            std::string(format.help);
  options.add("format,f", text_value("FORMAT"), help);
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
