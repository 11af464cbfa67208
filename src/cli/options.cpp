#include "cli/options.h"

#include <filesystem>
#include <sstream>

#include "support/file.h"

namespace ko2alias {
namespace {

void store_config_file(const CommandLine& line, const std::string& path, OptionValues& values) {
  const auto text = read_text_file(path);
  if (!text) throw UsageError(path + ": " + text.problem().message);
  try {
    std::istringstream in(*text);
    const auto parsed = po::parse_config_file(in, line.options);
    for (const auto& option : parsed.options)
      if (option.string_key == "config")
        throw UsageError(path + ": config has its place on the command line alone");
    po::store(parsed, values);
  } catch (const po::error& error) {
    throw UsageError(path + ": " + error.what());
  }
}

// The command line was stored before and counts more; lists have the items of both.
void add_config_file(const CommandLine& line, OptionValues& values) {
  if (line.config_file.empty()) return;
  const auto named = text_option(values, "config");
  const std::string path = named.value_or(std::string(line.config_file));
  std::error_code ignored;
  if (named || std::filesystem::exists(path, ignored)) store_config_file(line, path, values);
}

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
  add_config_file(line, values);
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
