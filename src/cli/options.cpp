#include "cli/options.h"

namespace ko2alias {
namespace {

OptionValues parse_arguments(const po::options_description& options, const Arguments& arguments) {
  po::options_description with_paths;
  with_paths.add(options).add_options()("path", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("path", -1);
  OptionValues values;
  try {
    po::store(po::command_line_parser(arguments).options(with_paths).positional(positional).run(),
              values);
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  return values;
}

}  // namespace

std::optional<OptionValues> parse(const CommandLine& line, const Arguments& arguments,
                                  const Streams& streams) {
  po::options_description options = line.options;
  options.add_options()("help,h", flag(), "print this help");
  OptionValues values = parse_arguments(options, arguments);
  if (is_set(values, "help")) {
    streams.out << "Usage: ko2alias " << line.usage << "\n\n"
                << line.description << "\n\n"
                << options << line.examples;
    return std::nullopt;
  }
  return values;
}

bool is_set(const OptionValues& values, const std::string& name) {
  return values.count(name) != 0 && values[name].as<bool>();
}

std::optional<std::string> text_option(const OptionValues& values, const std::string& name) {
  if (values.count(name) == 0) return std::nullopt;
  return values[name].as<std::string>();
}

std::vector<std::string> texts_option(const OptionValues& values, const std::string& name) {
  if (values.count(name) == 0) return {};
  return values[name].as<std::vector<std::string>>();
}

std::vector<std::string> split_list(std::string text) {
  std::vector<std::string> items;
  for (std::size_t comma = 0; !text.empty();
       text.erase(0, comma == std::string::npos ? comma : comma + 1)) {
    comma = text.find(',');
    if (comma != 0) items.push_back(text.substr(0, comma));
  }
  return items;
}

std::optional<Severity> find_severity(std::string_view name) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    if (name_of(severity) == name) return severity;
  return std::nullopt;
}

std::vector<std::string> paths(const OptionValues& values) {
  if (values.count("path") == 0)
    throw UsageError("no PATH: name a module, a folder or a package with modules");
  return texts_option(values, "path");
}

void add_output_option(po::options_description& options) {
  options.add_options()("output,o", text_value("FILE"),
                        "write to FILE, whole or not at all, or to standard output (-)");
}

std::optional<std::string> output_path(const OptionValues& values) {
  auto path = text_option(values, "output");
  return path == "-" ? std::nullopt : path;
}

}  // namespace ko2alias
