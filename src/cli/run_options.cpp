#include "cli/run_options.h"

#include <charconv>
#include <filesystem>
#include <thread>

#include <fmt/core.h>

#include "bus/buses.h"
#include "cli/options.h"
#include "ko2alias/decode.h"
#include "support/did_you_mean.h"
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
  if (find_bus(found.bus) == nullptr)
    throw UsageError(fmt::format("--override-prefix {}: no bus '{}' is known{}", text, found.bus,
                                 did_you_mean(found.bus, bus_types())));
  if (!has_overrides(found.bus))
    throw UsageError(
        fmt::format("--override-prefix {}: {} has no override field", text, found.bus));
  return found;
}

// `64M`
std::uint64_t parse_size(const std::string& option, std::string_view text) {
  constexpr std::uint64_t most = std::uint64_t{1} << 40;
  std::uint64_t size = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), size);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const std::size_t thousands =
      unit.empty() ? 0 : std::string_view("KMG").find(to_upper(unit[0])) + 1;
  const bool is_unit = unit.empty() || (unit.size() == 1 && thousands != 0);
  if (failure != std::errc{} || !is_unit || size == 0 || size > most >> 10 * thousands)
    throw UsageError(fmt::format("{}: expected a number from 1 to 1024G, as in 64M", option));
  return size << 10 * thousands;
}

// What --limit can set.
struct LimitRow {
  std::string_view name;
  void (*set)(ReadOptions& reading, std::uint64_t value);
};

constexpr LimitRow limit_rows[] = {
    {"module", [](auto& reading, auto value) { reading.input.limits.module = value; }},
    {"held", [](auto& reading, auto value) { reading.input.limits.held = value; }},
    {"header", [](auto& reading, auto value) { reading.input.limits.header = value; }},
    {"ratio", [](auto& reading, auto value) { reading.input.limits.ratio = value; }},
    {"archives", [](auto& reading, auto value) { reading.input.limits.archives = value; }},
    {"lists", [](auto& reading, auto value) { reading.input.limits.lists = value; }},
    {"tables", [](auto& reading, auto value) { reading.decode.limits.tables = value; }},
    {"problems", [](auto& reading, auto value) { reading.decode.limits.problems = value; }},
};

// `module, held, …`
std::string limit_names() {
  std::string names;
  for (const LimitRow& row : limit_rows) names.append(names.empty() ? "" : ", ").append(row.name);
  return names;
}

// `header=64M`
void set_limit(const std::string& text, ReadOptions& reading) {
  const auto equals = text.find('=');
  const std::string_view name = std::string_view(text).substr(0, equals);
  for (const LimitRow& row : limit_rows) {
    if (row.name != name || equals == std::string::npos) continue;
    return row.set(reading,
                   parse_size("--limit " + text, std::string_view(text).substr(equals + 1)));
  }
  std::vector<std::string_view> names;
  for (const LimitRow& row : limit_rows) names.push_back(row.name);
  throw UsageError(fmt::format("--limit {}: expected NAME=N, where NAME is one of {}{}", text,
                               limit_names(), did_you_mean(name, names)));
}

InputOptions input_options(const OptionValues& values) {
  InputOptions options;
  options.with_builtin = !is_set(values, "no-builtin");
  options.depmod_folder = text_option(values, "depmod-d");
  std::error_code ignored;
  if (options.depmod_folder && !std::filesystem::is_directory(*options.depmod_folder, ignored))
    throw UsageError(fmt::format("--depmod-d {}: no such folder", *options.depmod_folder));
  return options;
}

Release parse_kernel(const std::string& text) {
  const auto release = parse_release(text);
  if (!release)
    throw UsageError(
        fmt::format("--kernel {}: expected a kernel release, as in 6.1 or 4.18.0-553.el8", text));
  return *release;
}

DecodeOptions decode_options(const OptionValues& values) {
  DecodeOptions options;
  if (const auto release = text_option(values, "kernel")) options.kernel = parse_kernel(*release);
  if (const auto host = text_option(values, "build-host"))
    options.build_host = *host == "big" ? ByteOrder::big : ByteOrder::little;
  options.hints = {.kernel_given = "--kernel",
                   .decide_kernel = " (--kernel RELEASE decides)",
                   .give_prefix = " (--override-prefix BUS:VALUE=PREFIX_ gives it one)"};
  // The user's words come first, so that they also replace the kernel's.
  for (const std::string& text : texts_option(values, "override-prefix"))
    options.overrides.insert(options.overrides.begin(), parse_override(text));
  return options;
}

unsigned job_count(const OptionValues& values) {
  const auto text = text_option(values, "jobs");
  if (!text) return std::max(1U, std::thread::hardware_concurrency());
  unsigned jobs = 0;
  const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), jobs);
  if (failure != std::errc{} || end != text->data() + text->size() || jobs == 0 || jobs > 1024)
    throw UsageError(fmt::format("--jobs {}: expected a number from 1 to 1024", *text));
  return jobs;
}

}  // namespace

const std::string_view path_help =
    "PATH is a module (.ko, .o, compressed or not), a folder or a module tree, a package or "
    "archive (.deb, .rpm, .tar.*, .cpio, an initramfs, also one in another), a modules.alias, a "
    "modules.builtin.modinfo, JSON that emit wrote, '-' for any of these on standard input, or "
    "@FILE for a list of paths (one a line, or with NULs; @- is standard input).";

void add_module_options(OptionTable& options) {
  options.add(
      "max-size", text_value("SIZE"),
      "the most that is read of one module, also when it is decompressed (default 256M); K, M and "
      "G count in 1024s",
      OptionGroup::reading);
  options.add("limit", texts_value("NAME=N"), "set a bound of what is read: " + limit_names(),
              OptionGroup::reading);
  options.add("jobs,j", text_value("N"), "worker threads (default: the processors available)",
              OptionGroup::reading);
  options.add("no-sandbox", flag(),
              "keep the rights to write elsewhere and to run programs, which are given up before "
              "anything is read",
              OptionGroup::reading);
  options.add(
      "kernel", text_value("RELEASE"),
      "take modules for ones of this kernel release (6.1, 5.14.0-427.el9), with its layouts "
      "and texts, instead of the one that they name",
      OptionGroup::decoding);
  options.add(
      "override-prefix", texts_value("BUS:VALUE=PREFIX"),
      "write PREFIX before the aliases of entries with this override value (pci:2=acme_); an empty "
      "PREFIX writes none",
      OptionGroup::decoding);
  options.add(
      "build-host", {.value_name = "ORDER", .choices = {{.name = "little"}, {.name = "big"}}},
      "byte order of the machine that built the kernel; old releases made mistakes in cross "
      "builds",
      OptionGroup::decoding);
}

void add_run_options(OptionTable& options) {
  options.add("verbose,v", flag(), "also print notes: which release's layouts were chosen and why",
              OptionGroup::output);
  options.add("no-builtin", flag(),
              "leave out the modules that are built into the kernel (modules.builtin.modinfo)",
              OptionGroup::reading);
  options.add(
      "depmod-d", text_value("DIR"),
      "the depmod.d that says which file of a module counts (default: that of the system which a "
      "tree is in)",
      OptionGroup::reading);
  add_module_options(options);
}

RunOptions run_options(const OptionValues& values) {
  RunOptions options;
  options.reading.input = input_options(values);
  options.reading.decode = decode_options(values);
  if (const auto size = text_option(values, "max-size"))
    options.reading.input.limits.module = parse_size("--max-size " + *size, *size);
  for (const std::string& limit : texts_option(values, "limit")) set_limit(limit, options.reading);
  options.reading.jobs = job_count(values);
  options.is_verbose = is_set(values, "verbose");
  options.is_sandboxed = is_sandboxed(values);
  return options;
}

bool is_sandboxed(const OptionValues& values) { return !is_set(values, "no-sandbox"); }

}  // namespace ko2alias
