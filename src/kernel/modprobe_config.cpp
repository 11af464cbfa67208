// Reads the lines as kmod does: words stand between blanks and tabs, and a carriage return belongs
// to its word.
#include "kernel/modprobe_config.h"

#include <algorithm>

#include <fmt/core.h>

#include "kernel/config_lines.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view kind_names[] = {"blacklist", "alias",   "install",
                                           "remove",    "softdep", "options"};

std::string_view take_kmod_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(blanks));
  line.remove_prefix(word.size());
  return word;
}

std::string_view without_blanks_before(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text;
}

std::string_view file_name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool matches(const Directive& line, const std::string& normalized_text) {
  return Glob(line.subject).matches(normalized_text);
}

// The words of a kernel's command line: blanks within double quotes part none.
std::vector<std::string> words_of_command_line(std::string_view text) {
  std::vector<std::string> words(1);
  bool is_quoted = false;
  for (const char c : text) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_space(c) && !is_quoted)
      words.emplace_back();
    else
      words.back() += c;
  }
  std::erase_if(words, [](const std::string& word) { return word.empty(); });
  return words;
}

}  // namespace

std::string_view name_of(DirectiveKind kind) { return kind_names[static_cast<unsigned>(kind)]; }

std::string Directive::place() const { return fmt::format("{}:{}", file, line); }

// kmod does not see a keyword behind a single blank at the beginning, as in `softdep a  pre: b`.
SoftDependencies parse_soft_dependencies(std::string_view words) {
  SoftDependencies found;
  if (words.find_first_not_of(" \t") == 1) take_word(words);
  std::vector<std::string>* list = nullptr;
  while (!words.empty()) {
    const std::string_view word = take_word(words);
    if (word == "pre:")
      list = &found.pre;
    else if (word == "post:")
      list = &found.post;
    else if (list != nullptr && !word.empty())
      list->push_back(normalized(word));
  }
  return found;
}

void ModprobeConfig::add_file(const std::string& file, std::string_view text) {
  const bool is_before_modules = file_name_of(file) < "modules.softdep";
  files_.push_back(file);
  bool has_return = false;
  ConfigLines lines(text);
  for (ConfigLine line; lines.next(line);) {
    if (line.text.starts_with('#')) continue;
    const std::string shown(without_blanks_before(line.text));
    if (shown.empty()) continue;
    Directive directive{
        .text = shown, .file = file, .line = line.number, .is_before_modules = is_before_modules};
    if (shown.ends_with('\r') && !std::exchange(has_return, true))
      add_fault(ConfigFault::Kind::carriage_return, directive);
    add_line(std::move(directive));
  }
}

void ModprobeConfig::add_line(Directive line) {
  std::string_view rest = line.text;
  const std::string_view keyword = take_kmod_word(rest);
  const auto* const kind = std::find(std::begin(kind_names), std::end(kind_names), keyword);
  if (kind == std::end(kind_names)) return add_fault(ConfigFault::Kind::bad_line, line);
  line.kind = static_cast<DirectiveKind>(kind - std::begin(kind_names));
  const std::string subject(take_kmod_word(rest));
  if (!has_paired_brackets(subject)) return add_fault(ConfigFault::Kind::unpaired_bracket, line);
  line.subject = normalized(subject);
  if (!take_words(line, rest)) return add_fault(ConfigFault::Kind::bad_line, line);
  directives_.push_back(std::move(line));
}

// False for a line with too few words.
bool ModprobeConfig::take_words(Directive& line, std::string_view rest) {
  if (line.kind == DirectiveKind::alias)
    line.value = normalized(take_kmod_word(rest));
  else if (line.kind != DirectiveKind::blacklist && !rest.empty())
    line.value = rest.substr(1);
  return !line.subject.empty() && (line.kind == DirectiveKind::blacklist || !line.value.empty()) &&
         (line.kind != DirectiveKind::alias || has_paired_brackets(line.value));
}

void ModprobeConfig::add_fault(ConfigFault::Kind kind, const Directive& line) {
  faults_.push_back({kind, line.file, line.line, line.text});
}

// `modprobe.blacklist=a,b` and `acme_nic.debug=1`. In a blacklist of these `-` is not `_`.
void ModprobeConfig::add_command_line(const std::string& file, std::string_view text) {
  files_.push_back(file);
  constexpr std::string_view blacklist = "modprobe.blacklist=";
  for (const std::string& word : words_of_command_line(text)) {
    Directive line{.text = word, .file = file, .line = 1, .is_before_modules = false};
    const auto dot = word.find('.');
    if (word.starts_with(blacklist)) {
      for (const std::string& name :
           split_at_commas(std::string_view(word).substr(blacklist.size()))) {
        line.subject = name;
        if (name.find('-') != std::string::npos) add_fault(ConfigFault::Kind::dash, line);
        directives_.push_back(line);
      }
    } else if (dot != std::string::npos && dot != 0 && dot < word.find('=')) {
      line.kind = DirectiveKind::options;
      line.subject = normalized(word.substr(0, dot));
      line.value = word.substr(dot + 1);
      directives_.push_back(std::move(line));
    }
  }
}

void ModprobeConfig::add_unread_file(const std::string& file) {
  faults_.push_back({.kind = ConfigFault::Kind::ending, .file = file});
}

std::vector<const Directive*> ModprobeConfig::aliases_of(std::string_view modalias) const {
  const std::string text = normalized(modalias);
  std::vector<const Directive*> lines;
  for (const Directive& line : directives_)
    if (line.kind == DirectiveKind::alias && matches(line, text)) lines.push_back(&line);
  return lines;
}

const Directive* ModprobeConfig::command_named(std::string_view name) const {
  const std::string text = normalized(name);
  for (const DirectiveKind kind : {DirectiveKind::install, DirectiveKind::remove})
    for (const Directive& line : directives_)
      if (line.kind == kind && line.subject == text) return &line;
  return nullptr;
}

const Directive* ModprobeConfig::blacklist_of(std::string_view module) const {
  const auto found =
      std::find_if(directives_.begin(), directives_.end(), [&](const Directive& line) {
        return line.kind == DirectiveKind::blacklist && line.subject == module;
      });
  return found == directives_.end() ? nullptr : &*found;
}

const Directive* ModprobeConfig::install_of(std::string_view module) const {
  const std::string name(module);
  const auto found =
      std::find_if(directives_.begin(), directives_.end(), [&](const Directive& line) {
        return line.kind == DirectiveKind::install && matches(line, name);
      });
  return found == directives_.end() ? nullptr : &*found;
}

const Directive* ModprobeConfig::softdep_of(std::string_view module, bool has_own) const {
  const auto found =
      std::find_if(directives_.begin(), directives_.end(), [&](const Directive& line) {
        return line.kind == DirectiveKind::softdep && line.subject == module;
      });
  if (found == directives_.end() || (has_own && !found->is_before_modules)) return nullptr;
  return &*found;
}

SoftDependencies ModprobeConfig::soft_dependencies(std::string_view module,
                                                   const std::vector<std::string>& own) const {
  const Directive* const line = softdep_of(module, !own.empty());
  if (line == nullptr && own.empty()) return {};
  SoftDependencies soft = parse_soft_dependencies(line != nullptr ? line->value : own.front());
  soft.line = line;
  return soft;
}

const Directive* ModprobeConfig::command_of(
    std::string_view module, const std::vector<std::string>& own_softdeps,
    const std::function<bool(std::string_view)>& is_known) const {
  const Directive* const install = install_of(module);
  if (install == nullptr) return nullptr;
  const SoftDependencies soft = soft_dependencies(module, own_softdeps);
  const auto leads_to_module = [&](const std::string& word) {
    return !aliases_of(word).empty() || command_named(word) != nullptr || is_known(word);
  };
  const bool has_any = std::any_of(soft.pre.begin(), soft.pre.end(), leads_to_module) ||
                       std::any_of(soft.post.begin(), soft.post.end(), leads_to_module);
  return has_any ? nullptr : install;
}

std::vector<const Directive*> ModprobeConfig::options_of(std::string_view module,
                                                         std::string_view asked) const {
  const std::string text = normalized(asked);
  std::vector<const Directive*> lines;
  for (const Directive& line : directives_)
    if (line.kind == DirectiveKind::options && (line.subject == module || line.subject == text))
      lines.push_back(&line);
  return lines;
}

bool is_idle_command(std::string_view command) {
  std::string_view rest = command;
  const std::string_view program = file_name_of(take_word(rest));
  return trim(rest).empty() && (program == "true" || program == "false" || program == ":");
}

}  // namespace ko2alias
