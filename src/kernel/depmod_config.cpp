// Reads the lines as depmod does, and finds the class of a file. Classes are numbered: first the
// lines of `override`, the last one before the others, then the words of `search` in their order,
// then what no word covers.
#include "kernel/depmod_config.h"

#include <regex.h>

#include <algorithm>

#include <fmt/core.h>

#include "kernel/config_lines.h"
#include "support/text.h"

namespace ko2alias {
namespace {

const std::vector<std::string> default_search{"updates", "built-in"};

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line))
    words.emplace_back(word);
  return words;
}

bool is_below(std::string_view place, std::string_view folder) {
  return place.starts_with(folder) && place.substr(folder.size()).starts_with('/');
}

bool is_external(const ModuleFile& file) { return file.place.starts_with('/'); }

// Whether a word of `search` covers a file; `built-in` covers what no other word does.
bool is_covered(const ModuleFile& file, std::string_view word) {
  return is_external(file) ? word == "external" : is_below(file.place, word);
}

}  // namespace

std::vector<Problem> DepmodConfig::add_lines(std::string_view text) {
  std::vector<Problem> problems;
  ConfigLines lines(text);
  for (ConfigLine line; lines.next(line);) {
    std::vector<std::string> words = words_of(line.text);
    if (words.empty() || words[0][0] == '#') continue;
    if (words[0] == "search")
      search.insert(search.end(), words.begin() + 1, words.end());
    else if (words[0] == "exclude")
      excluded.insert(excluded.end(), words.begin() + 1, words.end());
    else if (words[0] == "override" && words.size() >= 4)
      overrides.push_back({underscored(words[1]), words[2], words[3]});
    else if (words[0] == "external" && words.size() >= 3)
      externals.push_back({words[1], words[2].substr(0, words[2].find_last_not_of('/') + 1)});
    else if (words[0] != "make_map_files")
      problems.push_back({.severity = Severity::warning,
                          .message = fmt::format("line {}: not a line of depmod.d: '{}'",
                                                 line.number, escape_for_terminal(line.text))});
  }
  return problems;
}

bool DepmodConfig::is_excluded(const ModuleFile& file) const {
  std::string_view rest = file.place;
  for (const External& external : externals)
    if (is_below(rest, external.folder)) rest.remove_prefix(external.folder.size());
  for (auto slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
    const std::string_view folder = rest.substr(0, slash);
    if (folder == "build" || folder == "source" ||
        std::find(excluded.begin(), excluded.end(), folder) != excluded.end())
      return true;
    rest.remove_prefix(slash + 1);
  }
  return false;
}

bool DepmodConfig::is_external_of(std::string_view path, const std::string& release) const {
  return std::any_of(externals.begin(), externals.end(), [&](const External& external) {
    return is_below(path, external.folder) && is_version(external.version, release);
  });
}

std::size_t DepmodConfig::class_of(const ModuleFile& file) const {
  const std::string_view folder = std::string_view(file.place).substr(0, file.place.rfind('/'));
  const auto overrides_it = [&](const Override& one) {
    return one.module == file.name && one.folder == folder && is_version(one.version, file.release);
  };
  const auto line = std::find_if(overrides.rbegin(), overrides.rend(), overrides_it);
  if (line != overrides.rend()) return static_cast<std::size_t>(line - overrides.rbegin());
  const auto& words = search.empty() ? default_search : search;
  const auto covers = [&](const std::string& word) { return is_covered(file, word); };
  auto found = std::find_if(words.begin(), words.end(), covers);
  if (found == words.end() && !is_external(file))
    found = std::find(words.begin(), words.end(), "built-in");
  const auto place = overrides.size() + static_cast<std::size_t>(found - words.begin());
  return place + (is_external(file) && found == words.end() ? 1 : 0);
}

bool is_version(const std::string& version, const std::string& release) {
  constexpr std::size_t longest = 128;
  if (version == "*") return true;
  // Repeats with numbers would let a short text take much memory.
  if (version.size() > longest || version.find('{') != std::string::npos) return false;
  regex_t compiled{};
  if (::regcomp(&compiled, version.c_str(), REG_EXTENDED | REG_NOSUB) != 0) return false;
  const bool matches = ::regexec(&compiled, release.c_str(), 0, nullptr, 0) == 0;
  ::regfree(&compiled);
  return matches;
}

}  // namespace ko2alias
