#include "cli/options.h"

namespace ko2alias {

std::optional<po::variables_map> parse(const CommandLine& line, const Arguments& arguments, const Streams& streams) {
  po::options_description all = line.options;
  all.add_options()("help,h", "print this help");
  po::options_description with_paths;
  with_paths.add(all).add_options()("path", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("path", -1);
  po::variables_map values;
  try {
    po::store(po::command_line_parser(arguments).options(with_paths).positional(positional).run(), values);
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  if (values.count("help") == 0) return values;
  streams.out << "Usage: ko2alias " << line.usage << "\n\n" << line.description << "\n\n" << all << line.examples;
  return std::nullopt;
}

std::optional<std::string> text_option(const po::variables_map& values, const std::string& name) {
  if (values.count(name) == 0) return std::nullopt;
  return values[name].as<std::string>();
}

std::vector<std::string> paths(const po::variables_map& values) {
  if (values.count("path") == 0) throw UsageError("no PATH: name a module, a folder or a package with modules");
  return values["path"].as<std::vector<std::string>>();
}

}  // namespace ko2alias
