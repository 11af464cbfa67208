#include "cli/completions.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/options.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// --- what there is to complete -----------------------------------------------------------------

enum class Values { none, words, word_list, files, folders, text };

Values values_of(const OptionKind& kind) {
  const std::string_view name = kind.value_name;
  if (name.empty()) return Values::none;
  if (!kind.choices.empty()) return name.ends_with(",...") ? Values::word_list : Values::words;
  if (name.starts_with("DIR")) return Values::folders;
  const auto files = {"FILE", "PATH", "KERNEL", "PROGRAM"};
  return std::find(files.begin(), files.end(), name) != files.end() ? Values::files : Values::text;
}

std::string words_of(const std::vector<OptionWord>& choices) {
  std::string words;
  for (const OptionWord& word : choices) words += (words.empty() ? "" : " ") + word.name;
  return words;
}

std::string words_of(const OptionKind& kind) { return words_of(kind.choices); }

std::string short_name(const Option& option) {
  return option.letter().empty() ? "" : "-" + option.letter();
}

std::string long_name(const Option& option) { return "--" + option.long_name(); }

struct CompletedCommand {
  std::string name;
  std::string summary;
  OptionTable options;
  // Whether its arguments are devices.
  bool takes_devices = false;
  // The words that its arguments are; empty where they are something else.
  std::string words;
};

std::vector<CompletedCommand> completed_commands() {
  std::vector<CompletedCommand> completed;
  for (const Command& command : commands()) {
    const CommandLine line = command.command_line();
    completed.push_back(
        {std::string(command.name), std::string(command.summary), with_common_options(line.options),
         line.usage.find("DEVICE") != std::string_view::npos, words_of(line.words)});
  }
  return completed;
}

std::string completed_names() {
  std::string names;
  for (const Command& command : commands()) names += std::string(command.name) + ' ';
  return names + "help";
}

// --- bash --------------------------------------------------------------------------------------

constexpr std::string_view bash_head =
    R"(# bash completion of ko2alias; made by: ko2alias completions bash

_ko2alias_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }

# The words of a list that commas part.
_ko2alias_list() {
  local head=
  [[ $cur != *,* ]] || head=${cur%,*},
  mapfile -t COMPREPLY < <(compgen -P "$head" -W "$1" -- "${cur##*,}")
  compopt -o nospace
}

_ko2alias_devices() {
  local modaliases
  modaliases=$(cat "${KO2ALIAS_SYS:-/sys}"/bus/*/devices/*/modalias 2>/dev/null | sort -u)
  # Colons part words in bash, so that what stands before the last one is there already.
  local IFS=$'\n'
  mapfile -t COMPREPLY < <(compgen -W "$modaliases" -- "$cur")
  __ltrim_colon_completions "$cur"
}

_ko2alias() {
  # shellcheck disable=SC2034 # what _init_completion sets
  local cur prev words cword split
  _init_completion -s -n : || return
  local command='' i
  for ((i = 1; i < cword; i++)); do
)";

constexpr std::string_view bash_tail = R"(complete -F _ko2alias ko2alias
)";

std::string bash_values(const OptionKind& kind) {
  switch (values_of(kind)) {
    case Values::words: return fmt::format("_ko2alias_words '{}'", words_of(kind));
    case Values::word_list: return fmt::format("_ko2alias_list '{}'", words_of(kind));
    case Values::files: return "_filedir";
    case Values::folders: return "_filedir -d";
    default: return ":";
  }
}

std::string bash_arguments(const CompletedCommand& command) {
  if (!command.words.empty()) return fmt::format("_ko2alias_words '{}'", command.words);
  return command.takes_devices ? "if [[ $cur == */* ]]; then _filedir; else _ko2alias_devices; fi"
                               : "_filedir";
}

// Completes options and their values, and goes on behind it for other words.
std::string bash_options(const OptionTable& options) {
  std::string values;
  std::string names;
  for (const Option& option : options.rows()) {
    names += (names.empty() ? "" : " ") + long_name(option);
    if (option.kind.value_name.empty() || !option.kind.implicit.empty()) continue;
    const std::string letter = short_name(option);
    values += fmt::format("        {}{}) {}; return ;;\n", letter.empty() ? "" : letter + " | ",
                          long_name(option), bash_values(option.kind));
  }
  return fmt::format(
      "      case $prev in\n{}      esac\n"
      "      if [[ $cur == -* ]]; then _ko2alias_words '{}'; return; fi\n",
      values, names);
}

std::string bash_of(const CompletedCommand& command) {
  return fmt::format("    {})\n{}      {}\n      ;;\n", command.name, bash_options(command.options),
                     bash_arguments(command));
}

std::string bash() {
  std::string names;
  std::string cases;
  for (const CompletedCommand& command : completed_commands()) {
    names += (names.empty() ? "" : " | ") + command.name;
    cases += bash_of(command);
  }
  return std::string(bash_head) +
         fmt::format(
             "    case ${{words[i]}} in {} | help) command=${{words[i]}}; break ;; esac\n"
             "  done\n  case $command in\n{}"
             "    help) _ko2alias_words '{} decoding' ;;\n"
             "    *)\n{}      _filedir; local files=(\"${{COMPREPLY[@]}}\")\n"
             "      _ko2alias_words '{}'; COMPREPLY+=(\"${{files[@]}}\") ;;\n  esac\n}}\n",
             names, cases, completed_names(), bash_options(with_common_options({})),
             completed_names()) +
         std::string(bash_tail);
}

// --- zsh ---------------------------------------------------------------------------------------

// A colon or a bracket would end the part of a specification that it stands in.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ':' || c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_values(const OptionKind& kind) {
  const std::string name = ":" + zsh_text(kind.value_name) + ":";
  switch (values_of(kind)) {
    case Values::none: return "";
    case Values::words: return name + "(" + words_of(kind) + ")";
    case Values::word_list: return name + "_sequence compadd - " + words_of(kind);
    case Values::files: return name + "_files";
    case Values::folders: return name + "_files -/";
    case Values::text: break;
  }
  return name + " ";
}

std::string zsh_of(const Option& option) {
  const OptionKind& kind = option.kind;
  const std::string letter = short_name(option);
  // The value of --sys can only follow a `=`.
  const std::string assigned = kind.value_name.empty() ? "" : (kind.implicit.empty() ? "=" : "=-");
  const std::string head = kind.is_list ? "\\*"
                           : letter.empty()
                               ? ""
                               : quoted_for_shell("(" + letter + " " + long_name(option) + ")");
  const std::string value = (kind.implicit.empty() ? "" : ":") + zsh_values(kind);
  const std::string rest =
      quoted_for_shell("[" + zsh_text(first_clause(option.help)) + "]" + value);
  if (letter.empty()) return head + long_name(option) + assigned + rest;
  return fmt::format("{}{{{}{},{}{}}}{}", head, letter, kind.value_name.empty() ? "" : "+",
                     long_name(option), assigned, rest);
}

std::string zsh_options(const OptionTable& options, const std::string& indent) {
  std::string text;
  for (const Option& option : options.rows()) text += indent + zsh_of(option) + " \\\n";
  return text;
}

constexpr std::string_view zsh_head = R"zsh(#compdef ko2alias
# zsh completion of ko2alias; made by: ko2alias completions zsh

_ko2alias_devices() {
  local -a files modaliases
  files=(${KO2ALIAS_SYS:-/sys}/bus/*/devices/*/modalias(N))
  (( $#files )) && modaliases=(${(uf)"$(cat $files 2>/dev/null)"})
  compadd -a modaliases
  _files
}

_ko2alias_commands() {
  local -a commands
  commands=(
)zsh";

std::string zsh_arguments(const CompletedCommand& command) {
  if (!command.words.empty()) return fmt::format("bus:({})", command.words);
  return command.takes_devices ? "device:_ko2alias_devices" : "path:_files";
}

std::string zsh() {
  std::string text(zsh_head);
  std::string cases;
  for (const CompletedCommand& command : completed_commands()) {
    text += "    " + quoted_for_shell(command.name + ":" + command.summary) + "\n";
    cases += "    " + command.name + ")\n      _arguments -s -S \\\n";
    cases += zsh_options(command.options, "        ");
    cases += fmt::format("        '*:{}' ;;\n", zsh_arguments(command));
  }
  return text + fmt::format(R"(    'help:what a command does and which options it takes'
  )
  _describe command commands
  _files
}}

_ko2alias() {{
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -S \
{}    '1: :_ko2alias_commands' '*:: :->rest'
  [[ $state == rest ]] || return
  case $words[1] in
{}    help) _values topic {} decoding ;;
    *) _files ;;
  esac
}}

_ko2alias "$@"
)",
                            zsh_options(with_common_options({}), "    "), cases, completed_names());
}

// --- fish --------------------------------------------------------------------------------------

std::string fish_text(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fish_values(const OptionKind& kind) {
  switch (values_of(kind)) {
    case Values::none: return "";
    case Values::words: return " -x -a " + fish_text(words_of(kind));
    case Values::word_list:
      return " -x -a " + fish_text("(__fish_append , " + words_of(kind) + ")");
    case Values::files: return " -r -F";
    case Values::folders: return " -x -a '(__fish_complete_directories)'";
    case Values::text: break;
  }
  return " -x";
}

std::string fish_options(const std::string& line, const OptionTable& options) {
  std::string text;
  for (const Option& option : options.rows())
    text += fmt::format("{}{} -l {}{} -d {}\n", line,
                        option.letter().empty() ? "" : " -s " + option.letter(), option.long_name(),
                        fish_values(option.kind), fish_text(first_clause(option.help)));
  return text;
}

std::string fish_of(const CompletedCommand& command) {
  const std::string line =
      "complete -c ko2alias -n '__fish_seen_subcommand_from " + command.name + "'";
  std::string text = fish_options(line, command.options);
  if (command.takes_devices) text += line + " -a '(__ko2alias_devices)'\n";
  if (!command.words.empty()) text += line + " -f -a " + fish_text(command.words) + "\n";
  return text;
}

std::string fish() {
  std::string text = R"(# fish completion of ko2alias; made by: ko2alias completions fish

function __ko2alias_devices
    set -l sys /sys
    set -q KO2ALIAS_SYS; and set sys $KO2ALIAS_SYS
    set -l files $sys/bus/*/devices/*/modalias
    test (count $files) -gt 0; and cat $files 2>/dev/null | sort -u
end

)";
  const auto commands = completed_commands();
  // The value of an option before the command is no command.
  const std::string line =
      "complete -c ko2alias -n 'not __fish_seen_subcommand_from " + completed_names() + "'";
  text += fish_options(line, with_common_options({}));
  for (const CompletedCommand& command : commands)
    text += line + " -a " + command.name + " -d " + fish_text(command.summary) + "\n";
  text += line + " -a help -d 'what a command does and which options it takes'\n";
  text += "complete -c ko2alias -n '__fish_seen_subcommand_from help' -x -a " +
          fish_text(completed_names() + " decoding") + "\n";
  for (const CompletedCommand& command : commands) text += fish_of(command);
  return text;
}

using Shell = std::pair<std::string_view, std::string (*)()>;
constexpr std::array shells{Shell{"bash", bash}, Shell{"zsh", zsh}, Shell{"fish", fish}};

}  // namespace

std::vector<std::string> completion_shells() {
  std::vector<std::string> names;
  names.reserve(shells.size());
  for (const auto& [name, completions] : shells) names.emplace_back(name);
  return names;
}

std::optional<std::string> completions_for(std::string_view shell) {
  for (const auto& [name, completions] : shells)
    if (name == shell) return completions();
  return std::nullopt;
}

}  // namespace ko2alias
