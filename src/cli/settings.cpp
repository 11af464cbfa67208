#include "cli/settings.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "check/formats.h"
#include "cli/check_values.h"
#include "diff/formats.h"
#include "support/did_you_mean.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_name = ".ko2alias.conf";

struct Setting {
  std::size_t line = 0;
  std::string key{};
  std::string value{};
};

bool is_any(const std::string& value) { return !value.empty(); }
bool is_none(const std::string& /*value*/) { return false; }
bool are_suppressions(const std::string& value) { return !suppression_fault(value); }

bool are_categories(const std::string& value) {
  const auto words = split_list(value);
  if (words == std::vector<std::string>{never_word}) return true;
  return !words.empty() && std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return !find_categories(word).empty();
  });
}

template <class Formats>
bool has_format(const Formats& formats, std::string_view name) {
  return std::any_of(formats.begin(), formats.end(),
                     [&](const auto& format) { return format.name == name; });
}
bool is_check_format(const std::string& value) { return has_format(check_formats(), value); }
bool is_diff_format(const std::string& value) { return has_format(compare_formats(), value); }

// An option that the file may set. Its value says whose it is: a command passes over what is the
// other one's.
struct Policy {
  std::string_view key;
  bool (*is_of_check)(const std::string&) = nullptr;
  bool (*is_of_diff)(const std::string&) = nullptr;
  std::string_view expected;
  bool is_list = false;
  /// Says more of what is wrong.
  std::optional<std::string> (*fault)(const std::string&) = nullptr;
};

constexpr Policy policies[] = {
    {"suppress", are_suppressions, is_none, "RULE or RULE:MODULE", true, suppression_fault},
    {"baseline", is_any, is_none, "a file that check --write-baseline wrote"},
    {"fail-on", is_fail_severity, are_categories,
     "error, warning or note for check, categories that diff --help lists, or never"},
    {"format", is_check_format, is_diff_format,
     "a format of check or diff (their --help lists them)"},
};

bool is_list(std::string_view key) {
  return std::any_of(std::begin(policies), std::end(policies),
                     [&](const Policy& policy) { return policy.key == key && policy.is_list; });
}

std::vector<std::string_view> setting_keys() {
  std::vector<std::string_view> keys;
  for (const Policy& policy : policies) keys.push_back(policy.key);
  return keys;
}

// `suppress, baseline, fail-on and format`
std::string known_keys() {
  const auto keys = setting_keys();
  return fmt::format("{} and {}", fmt::join(keys.begin(), keys.end() - 1, ", "), keys.back());
}

class SettingsFile {
 public:
  SettingsFile(std::string path, SettingsOf command) : path_(std::move(path)), command_(command) {}

  // The settings of the command.
  std::vector<Setting> read() {
    const auto text = read_text_file(path_);
    if (!text) throw UsageError(path_ + ": " + text.problem().message);
    std::string_view rest = *text;
    for (std::size_t number = 1; !rest.empty(); ++number) add_line(take_line(rest), number);
    return std::move(settings_);
  }

 private:
  [[noreturn]] void fail(std::size_t line, const std::string& message) const {
    throw UsageError(fmt::format("{}: line {}: {}", path_, line, message));
  }

  void add_line(std::string_view line, std::size_t number) {
    line = trim(line.substr(0, line.find('#')));
    if (line.empty()) return;
    const auto equals = line.find('=');
    if (equals == std::string_view::npos)
      fail(number, "expected OPTION = VALUE, as in suppress = class-wide");
    add({number, std::string(trim(line.substr(0, equals))),
         std::string(trim(line.substr(equals + 1)))});
  }

  void add(Setting setting) {
    const auto* const policy =
        std::find_if(std::begin(policies), std::end(policies),
                     [&](const Policy& row) { return row.key == setting.key; });
    if (policy == std::end(policies))
      fail(setting.line,
           fmt::format("'{}' cannot be set in a file, only {} can{} (give other options on the "
                       "command line)",
                       setting.key, known_keys(), did_you_mean(setting.key, setting_keys())));
    const bool is_of_check = policy->is_of_check(setting.value);
    const bool is_of_diff = policy->is_of_diff(setting.value);
    if (!is_of_check && !is_of_diff)
      fail(setting.line,
           fmt::format("{} = {}: {}", setting.key, setting.value,
                       policy->fault != nullptr ? *policy->fault(setting.value)
                                                : fmt::format("expected {}", policy->expected)));
    if (command_ == SettingsOf::check ? !is_of_check : !is_of_diff) return;
    const auto [before, is_new] = lines_.try_emplace(setting.key, setting.line);
    if (!is_new && !policy->is_list)
      fail(setting.line, fmt::format("{} is set in line {} too: remove one of the two", setting.key,
                                     before->second));
    if (setting.key == "baseline") setting.value = path_of_baseline(setting);
    settings_.push_back(std::move(setting));
  }

  // A path stands as seen from the file. Something else than a file might never end.
  [[nodiscard]] std::string path_of_baseline(const Setting& setting) const {
    const fs::path folder = fs::path(path_).parent_path();
    std::string path = ((folder.empty() ? "." : folder) / setting.value).lexically_normal();
    std::error_code ignored;
    if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored))
      fail(setting.line, fmt::format("baseline = {}: not a regular file", setting.value));
    // On the command line that is standard input.
    return path == "-" ? "./-" : path;
  }

  std::string path_;
  SettingsOf command_;
  std::vector<Setting> settings_{};
  /// In which line a key was set.
  std::map<std::string, std::size_t> lines_{};
};

// Up to the root of the repository: a file in a folder above may be anybody's. Without a repository
// that is the current folder.
std::optional<std::string> find_settings_file() {
  std::error_code ignored;
  const auto is_there = [&](const fs::path& path) {
    return fs::exists(fs::symlink_status(path, ignored));
  };
  const fs::path here = fs::current_path(ignored);
  std::optional<std::string> nearest;
  std::string up;
  for (fs::path folder = here;; folder = folder.parent_path(), up += "../") {
    const std::string path = up + std::string(file_name);
    if (!nearest && is_there(path)) nearest = path;
    if (is_there(folder / ".git")) return nearest;
    if (folder == folder.parent_path()) break;
  }
  return nearest == file_name ? nearest : std::nullopt;
}

std::string found_settings_file(const std::string& path) {
  std::error_code ignored;
  if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored))
    throw UsageError(path + ": not a regular file");
  return path;
}

}  // namespace

const std::string_view settings_help =
    "Settings of check and diff (suppress, baseline, fail-on, format) are also read from "
    ".ko2alias.conf in the current folder or, in a repository, in one above it: a line each, as "
    "in fail-on = error";

void add_config_option(OptionTable& options) {
  options.add("config", text_value("FILE"),
              "read the settings from this file instead of .ko2alias.conf (/dev/null: from none)",
              OptionGroup::reading);
}

OptionValues with_settings(SettingsOf command, OptionValues values, const Streams& streams) {
  auto path = text_option(values, "config");
  if (!path)
    if (const auto found = find_settings_file()) path = found_settings_file(*found);
  if (!path) return values;
  const auto settings = SettingsFile(*path, command).read();
  // The command line wins over what is not a list.
  const OptionValues given = values;
  for (const Setting& setting : settings)
    if (is_list(setting.key) || !given.has(setting.key)) values.add(setting.key, setting.value);
  std::error_code ignored;
  streams.err << fmt::format(
      "ko2alias: {} read from {}\n", counted(settings.size(), "setting"),
      escape_for_terminal(fs::absolute(*path, ignored).lexically_normal().string()));
  return values;
}

}  // namespace ko2alias
