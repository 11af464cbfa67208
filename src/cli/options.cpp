// Boost.Program_options is known to this file alone: its headers take seconds to compile.
#include "cli/options.h"

#include <algorithm>

#include <boost/program_options.hpp>

#include "cli/color_choice.h"
#include "cli/help.h"
#include "support/did_you_mean.h"
#include "support/text.h"

namespace ko2alias {
namespace {

namespace po = boost::program_options;
using Texts = std::vector<std::string>;

po::value_semantic* semantic_of(const OptionKind& kind) {
  if (kind.value_name.empty()) return po::bool_switch();
  if (kind.is_list) return po::value<Texts>()->composing();
  return po::value<std::string>();
}

po::options_description described(const OptionTable& options) {
  po::options_description described;
  for (const Option& option : options.rows())
    described.add_options()(option.names.c_str(), semantic_of(option.kind), option.help.c_str());
  return described;
}

std::string unknown_option(const OptionTable& options, const std::string& given) {
  std::vector<std::string> names;
  for (const Option& option : options.rows()) names.push_back("--" + option.long_name());
  return "unknown option " + given + did_you_mean(given, names);
}

// `--no: may be --no-builtin, --no-header or --no-sandbox`
std::string ambiguous_option(const po::ambiguous_option& error) {
  Texts names;
  for (const std::string& name : error.alternatives()) names.push_back("--" + name);
  std::sort(names.begin(), names.end());
  return error.get_option_name() + ": may be " + any_of_these(names);
}

// What is wrong with an option's value, in our words where we know.
std::string without_value(const po::invalid_command_line_syntax& error) {
  switch (error.kind()) {
    case po::invalid_syntax::missing_parameter:
    case po::invalid_syntax::empty_adjacent_parameter:
      return error.get_option_name() + ": needs a value";
    case po::invalid_syntax::extra_parameter: return error.get_option_name() + ": takes no value";
    default: return error.what();
  }
}

// Gives an option its value where it goes without: to Boost the next word would be one.
Arguments with_implicit_values(const OptionTable& options, Arguments arguments) {
  for (const Option& option : options.rows())
    for (std::string& word : arguments)
      if (!option.kind.implicit.empty() && word == "--" + option.long_name())
        word += "=" + option.kind.implicit;
  return arguments;
}

po::variables_map parse_arguments(const OptionTable& options, const Arguments& arguments) {
  po::options_description with_paths = described(options);
  with_paths.add_options()("path", po::value<Texts>());
  po::positional_options_description positional;
  positional.add("path", -1);
  po::variables_map parsed;
  try {
    po::store(po::command_line_parser(with_implicit_values(options, arguments))
                  .options(with_paths)
                  .positional(positional)
                  .run(),
              parsed);
  } catch (const po::unknown_option& error) {
    throw UsageError(unknown_option(options, error.get_option_name()));
  } catch (const po::invalid_command_line_syntax& error) {
    throw UsageError(without_value(error));
  } catch (const po::ambiguous_option& error) {
    throw UsageError(ambiguous_option(error));
  } catch (const po::multiple_occurrences& error) {
    throw UsageError(error.get_option_name() + ": given more than once");
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  return parsed;
}

OptionValues values_of(const po::variables_map& parsed) {
  OptionValues values;
  for (const auto& [name, value] : parsed) {
    if (const auto* const is_given = boost::any_cast<bool>(&value.value())) {
      if (*is_given) values.add(name, "");
    } else if (const auto* const text = boost::any_cast<std::string>(&value.value())) {
      values.add(name, *text);
    } else {
      for (const std::string& one : value.as<Texts>()) values.add(name, one);
    }
  }
  return values;
}

// `--by hsot: expected device or host; did you mean 'host'?`
void expect_choices(const OptionTable& options, const OptionValues& values) {
  // A command with more of them says where they are listed.
  constexpr std::size_t most_listed = 16;
  for (const Option& option : options.rows()) {
    const auto value = text_option(values, option.long_name());
    const auto& choices = option.kind.choices;
    if (!value || option.kind.is_list || choices.empty() || choices.size() > most_listed) continue;
    Texts names;
    for (const OptionWord& choice : choices) names.push_back(choice.name);
    if (std::find(names.begin(), names.end(), *value) != names.end()) continue;
    throw UsageError("--" + option.long_name() + " " + *value + ": expected " +
                     any_of_these(names) + did_you_mean(*value, names));
  }
}

}  // namespace

OptionTable with_common_options(OptionTable options) {
  options.add("quiet,q", flag(), "print no warnings, no notes and no progress",
              OptionGroup::output);
  options.add(
      "no-header", flag(),
      "leave out titles of columns and totals (in formats for people; headings of what follows "
      "stay)",
      OptionGroup::output);
  add_color_option(options);
  options.add("help,h", flag(), "print this help, shorter with -h", OptionGroup::output);
  return options;
}

std::optional<OptionValues> parse(const CommandLine& line, const Arguments& arguments,
                                  const Streams& streams) {
  const OptionTable table = with_common_options(line.options);
  OptionValues values = values_of(parse_arguments(table, arguments));
  if (!is_set(values, "help")) {
    expect_choices(table, values);
    return values;
  }
  const bool is_short = std::find(arguments.begin(), arguments.end(), "-h") != arguments.end();
  (is_short ? write_short_help : write_long_help)(streams.out, line, table);
  return std::nullopt;
}

std::string any_of_these(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return text;
}

bool is_set(const OptionValues& values, const std::string& name) { return values.has(name); }

std::optional<std::string> text_option(const OptionValues& values, const std::string& name) {
  if (!values.has(name)) return std::nullopt;
  return values.all(name).back();
}

std::vector<std::string> texts_option(const OptionValues& values, const std::string& name) {
  return values.all(name);
}

std::vector<std::string> split_list(std::string text) {
  std::replace(text.begin(), text.end(), ',', ' ');
  std::vector<std::string> items;
  std::string_view rest = text;
  for (std::string_view item = take_word(rest); !item.empty(); item = take_word(rest))
    items.emplace_back(item);
  return items;
}

std::optional<Severity> find_severity(std::string_view name) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    if (name_of(severity) == name) return severity;
  return std::nullopt;
}

std::vector<std::string> paths(const OptionValues& values) {
  if (!values.has("path"))
    throw UsageError("no PATH: name a module, a folder or a package with modules");
  std::vector<std::string> paths = texts_option(values, "path");
  // A shell makes it of a variable that is not set.
  if (std::find(paths.begin(), paths.end(), "") != paths.end()) throw UsageError("a PATH is empty");
  return paths;
}

void add_output_option(OptionTable& options) {
  options.add("output,o", text_value("FILE"),
              "write to FILE, whole or not at all, or to standard output (-)", OptionGroup::output);
}

std::optional<std::string> output_path(const OptionValues& values) {
  auto path = text_option(values, "output");
  return path == "-" ? std::nullopt : path;
}

}  // namespace ko2alias
