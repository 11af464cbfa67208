#include "cli/run_options.h"

#include <charconv>
#include <thread>

#include <fmt/core.h>

#include "bus/buses.h"
#include "cli/options.h"

namespace ko2alias {
namespace {

// `pci:2=acme_`
OverridePrefix parse_override(const std::string& text) {
  const auto colon = text.find(':');
  const auto equals = text.find('=', colon == std::string::npos ? 0 : colon);
  if (colon == 0 || colon == std::string::npos || equals == std::string::npos)
    throw UsageError(
        fmt::format("--override-prefix {}: expected BUS:VALUE=PREFIX, as in pci:2=acme_", text));
  OverridePrefix found{text.substr(0, colon), 0, text.substr(equals + 1)};
  std::string_view digits(text.data() + colon + 1, equals - colon - 1);
  const bool is_hex = digits.starts_with("0x");
  if (is_hex) digits.remove_prefix(2);
  const auto [end, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), found.value, is_hex ? 16 : 10);
  if (failure != std::errc{} || end != digits.data() + digits.size())
    throw UsageError(fmt::format("--override-prefix {}: '{}' is not a number", text, digits));
  if (!has_overrides(found.bus))
    throw UsageError(
        fmt::format("--override-prefix {}: {} has no override field", text, found.bus));
  return found;
}

// `64M`
std::uint64_t parse_size(const std::string& text) {
  std::uint64_t size = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), size);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const unsigned shift = unit == "K" ? 10 : unit == "M" ? 20 : unit == "G" ? 30 : 0;
  if (failure != std::errc{} || (!unit.empty() && shift == 0) || size == 0 ||
      size > (std::uint64_t{1} << 40 >> shift))
    throw UsageError(fmt::format("--max-size {}: expected a size as in 64M, at most 1024G", text));
  return size << shift;
}

InputOptions input_options(const po::variables_map& values) {
  InputOptions options;
  options.with_builtin = !is_set(values, "no-builtin");
  if (const auto size = text_option(values, "max-size")) options.max_size = parse_size(*size);
  return options;
}

DecodeOptions decode_options(const po::variables_map& values) {
  DecodeOptions options;
  if (values.count("kernel") != 0) {
    options.kernel = parse_release(values["kernel"].as<std::string>());
    if (!options.kernel)
      throw UsageError(
          fmt::format("--kernel {}: expected a kernel release, as in 6.1 or 4.18.0-553.el8",
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
  if (jobs == 0 || jobs > 1024)
    throw UsageError(fmt::format("--jobs {}: expected a number from 1 to 1024", jobs));
  return jobs;
}

}  // namespace

const std::string_view path_help =
    "PATH is a module (.ko, .o, compressed or not), a folder or a module tree, a package or "
    "archive (.deb, .rpm, "
    ".tar.*,\n"
    ".cpio, an initramfs, also one in another), a modules.alias, a modules.builtin.modinfo, JSON "
    "that emit wrote, '-' "
    "for\n"
    "any of these on standard input, or @FILE for a list of paths.";

void add_output_option(po::options_description& options) {
  options.add_options()("output,o", po::value<std::string>()->value_name("FILE"),
                        "write to FILE, whole or not at all");
}

void add_run_options(po::options_description& options) {
  auto add = options.add_options();
  add("kernel", po::value<std::string>()->value_name("RELEASE"),
      "use the layouts and texts of this kernel release (6.1, 5.14.0-427.el9) instead of what the "
      "module says");
  add("override-prefix",
      po::value<std::vector<std::string>>()->composing()->value_name("BUS:VALUE=PREFIX"),
      "write PREFIX before the aliases of entries with this override value (pci:2=acme_); an empty "
      "PREFIX is none");
  add("build-host", po::value<std::string>()->value_name("little|big"),
      "byte order of the machine that built the kernel; old releases made mistakes in cross "
      "builds");
  add("no-builtin", flag(),
      "leave out the modules that are built into the kernel (modules.builtin.modinfo)");
  add("max-size", po::value<std::string>()->value_name("SIZE"),
      "what a module may take when decompressed (default 512M); K, M and G count in 1024s");
  add("jobs,j", po::value<unsigned>()->value_name("N"),
      "worker threads (default: the processors available)");
  add("verbose,v", flag(), "also print notes: which release's layouts were chosen and why");
}

RunOptions run_options(const po::variables_map& values) {
  return {.reading = {.input = input_options(values),
                      .decode = decode_options(values),
                      .jobs = job_count(values)},
          .is_verbose = is_set(values, "verbose")};
}

}  // namespace ko2alias
