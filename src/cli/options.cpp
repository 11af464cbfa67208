#include "cli/options.h"

#include <charconv>
#include <thread>

#include <fmt/core.h>

namespace ko2alias {
namespace {

// `pci:2=acme_`
OverridePrefix parse_override(const std::string& text) {
  const auto colon = text.find(':');
  const auto equals = text.find('=', colon == std::string::npos ? 0 : colon);
  if (colon == 0 || colon == std::string::npos || equals == std::string::npos)
    throw UsageError(fmt::format("--override-prefix {}: expected BUS:VALUE=PREFIX, as in pci:2=acme_", text));
  OverridePrefix found{text.substr(0, colon), 0, text.substr(equals + 1)};
  std::string_view digits(text.data() + colon + 1, equals - colon - 1);
  const bool is_hex = digits.starts_with("0x");
  if (is_hex) digits.remove_prefix(2);
  const auto [end, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), found.value, is_hex ? 16 : 10);
  if (failure != std::errc{} || end != digits.data() + digits.size())
    throw UsageError(fmt::format("--override-prefix {}: '{}' is not a number", text, digits));
  if (!has_overrides(found.bus))
    throw UsageError(fmt::format("--override-prefix {}: {} has no override field", text, found.bus));
  return found;
}

}  // namespace

void add_decode_options(po::options_description& options) {
  auto add = options.add_options();
  add("kernel", po::value<std::string>()->value_name("RELEASE"),
      "use the layouts and texts of this kernel release (6.1, 5.14.0-427.el9) instead of what the module says");
  add("override-prefix", po::value<std::vector<std::string>>()->value_name("BUS:VALUE=PREFIX"),
      "write PREFIX before the aliases of entries with this override value (pci:2=acme_); an empty PREFIX is none");
  add("build-host", po::value<std::string>()->value_name("little|big"),
      "byte order of the machine that built the kernel; old releases made mistakes in cross builds");
  add("jobs,j", po::value<unsigned>()->value_name("N"), "worker threads (default: the processors available)");
  add("verbose,v", "also print notes: which release's layouts were chosen and why");
}

DecodeOptions decode_options(const po::variables_map& values) {
  DecodeOptions options;
  if (values.count("kernel") != 0) {
    options.kernel = parse_release(values["kernel"].as<std::string>());
    if (!options.kernel)
      throw UsageError(fmt::format("--kernel {}: expected a kernel release, as in 6.1 or 4.18.0-553.el8",
                                   values["kernel"].as<std::string>()));
  }
  if (values.count("build-host") != 0) {
    const auto& host = values["build-host"].as<std::string>();
    if (host != "little" && host != "big")
      throw UsageError(fmt::format("--build-host {}: expected little or big", host));
    options.build_host = host == "big" ? ByteOrder::big : ByteOrder::little;
  }
  if (values.count("override-prefix") != 0)
    for (const std::string& text : values["override-prefix"].as<std::vector<std::string>>())
      // What the user says comes first, so that it also replaces what the kernel says.
      options.overrides.insert(options.overrides.begin(), parse_override(text));
  return options;
}

unsigned job_count(const po::variables_map& values) {
  if (values.count("jobs") == 0) return std::max(1U, std::thread::hardware_concurrency());
  const auto jobs = values["jobs"].as<unsigned>();
  if (jobs == 0 || jobs > 1024) throw UsageError(fmt::format("--jobs {}: expected a number from 1 to 1024", jobs));
  return jobs;
}

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

const Format* chosen_format(const po::variables_map& values, std::span<const Format> formats) {
  const auto name = text_option(values, "format");
  if (!name) return &formats.front();
  if (const Format* format = find_format(formats, *name)) return format;
  std::string known;
  for (const Format& format : formats) known += (known.empty() ? "" : ", ") + std::string(format.name);
  throw UsageError(fmt::format("--format {}: expected one of {}", *name, known));
}

std::vector<std::string> paths(const po::variables_map& values) {
  if (values.count("path") == 0) throw UsageError("no PATH: name a module or a folder with modules");
  return values["path"].as<std::vector<std::string>>();
}

}  // namespace ko2alias
