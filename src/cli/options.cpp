#include "cli/options.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "support/file.h"

namespace ko2alias {

namespace {

// What the command line says counts more; lists have the items of both.
void add_config_file(const CommandLine& line, po::variables_map& values) {
  const auto named = text_option(values, "config");
  const std::string path = named.value_or(std::string(line.config_file));
  std::error_code ignored;
  if (!named && !std::filesystem::exists(path, ignored)) return;
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

}  // namespace

std::optional<po::variables_map> parse(const CommandLine& line, const Arguments& arguments,
                                       const Streams& streams) {
  po::options_description all = line.options;
  all.add_options()("help,h", flag(), "print this help");
  po::options_description with_paths;
  with_paths.add(all).add_options()("path", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("path", -1);
  po::variables_map values;
  try {
    po::store(po::command_line_parser(arguments).options(with_paths).positional(positional).run(),
              values);
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  if (!is_set(values, "help")) {
    if (!line.config_file.empty()) add_config_file(line, values);
    return values;
  }
  streams.out << "Usage: ko2alias " << line.usage << "\n\n"
              << line.description << "\n\n"
              << all << line.examples;
  return std::nullopt;
}

bool is_set(const po::variables_map& values, const std::string& name) {
  return values.count(name) != 0 && values[name].as<bool>();
}

std::optional<std::string> text_option(const po::variables_map& values, const std::string& name) {
  if (values.count(name) == 0) return std::nullopt;
  return values[name].as<std::string>();
}

bool may_color(const po::variables_map& values, const Streams& streams) {
  const char* const no_color = std::getenv("NO_COLOR");
  return streams.out_is_terminal && !text_option(values, "output") &&
         (no_color == nullptr || *no_color == '\0');
}

std::vector<std::string> paths(const po::variables_map& values) {
  if (values.count("path") == 0)
    throw UsageError("no PATH: name a module, a folder or a package with modules");
  return values["path"].as<std::vector<std::string>>();
}

}  // namespace ko2alias
