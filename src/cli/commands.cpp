#include "cli/commands.h"

#include <filesystem>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "cli/color_choice.h"
#include "cli/completions.h"
#include "cli/help.h"
#include "cli/options.h"
#include "support/did_you_mean.h"
#include "support/message_buffer.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr Command rows[] = {
    {"emit", "the aliases of modules, decoded from their device tables", emit_command_line,
     run_emit},
    {"dump", "the decoded tables, every member of every entry", dump_command_line, run_dump},
    {"diff", "what two kernels drive, compared by meaning", diff_command_line, run_diff},
    {"check", "problems in tables and aliases", check_command_line, run_check},
    {"match", "which modules devices get, and why", match_command_line, run_match},
    {"embed", "aliases into finished modules", embed_command_line, run_embed},
    {"buses", "what is supported, since which kernel release", buses_command_line, run_buses},
};
// The command of paths that stand without one.
constexpr const Command& default_command = rows[0];

const Command* find_command(std::string_view name) {
  const auto found = std::find_if(std::begin(rows), std::end(rows),
                                  [&](const Command& c) { return c.name == name; });
  return found != std::end(rows) ? &*found : nullptr;
}

void print_help(std::ostream& out) {
  out << "Usage: ko2alias COMMAND [OPTION]... PATH...\n"
         "       ko2alias PATH...            the same as ko2alias emit PATH...\n\n"
      << wrapped(
             "Writes the module aliases that the kernel's build makes of device tables (pci:…, "
             "vfio_pci:…, usb:…, of:…), from compiled modules alone: any kernel since 2.6.32, "
             "32 or 64 bits, little or big endian.")
      << "\nCommands:\n";
  for (const Command& command : rows)
    out << fmt::format("  {:<8}{}\n", command.name, command.summary);
  out << "\nko2alias help COMMAND says more, ko2alias COMMAND -h a little; ko2alias help\n"
         "decoding is about the options that decide how tables are read. -V prints the\n"
         "version.\n\n"
         "Exit status: 0 nothing to report, 1 a difference or a finding, 2 trouble.\n\n"
         "Examples:\n"
         "  ko2alias e1000e.ko\n"
         "  ko2alias emit -f depmod /lib/modules/$(uname -r) -o modules.alias\n"
         "  ko2alias dump mlx5_vfio_pci.ko\n"
         "  ko2alias check --against /lib/modules/$(uname -r) acme_nic.ko\n"
         "  ko2alias diff linux-image-6.1.deb linux-image-6.12.deb\n";
}

// The streams as --color and --quiet want them.
Streams with_choices(const OptionValues& values, Streams streams) {
  const ColorChoice choice = color_choice(values);
  streams.out_has_color = has_color(choice, streams.out_is_terminal);
  streams.file_has_color = choice == ColorChoice::always;
  streams.has_header = !is_set(values, "no-header");
  if (!has_cursor() || is_set(values, "quiet")) streams.terminal = nullptr;
  if (streams.messages != nullptr) {
    streams.messages->set_color(has_color(choice, streams.err_is_terminal));
    streams.messages->set_quiet(is_set(values, "quiet"));
  }
  return streams;
}

// The frame of every command.
ExitStatus run_command(const Command& command, const Arguments& arguments, const Streams& streams) {
  try {
    const auto values = parse(command.command_line(), arguments, streams);
    return values ? command.run(*values, with_choices(*values, streams))
                  : ExitStatus::nothing_to_report;
  } catch (const UsageError& error) {
    streams.err << "ko2alias: error: " << escape_for_terminal(error.what()) << "\nko2alias "
                << command.name << " --help says more\n";
    return ExitStatus::trouble;
  }
}

// `./emit` and `-o` begin no command; `emot` is a typo unless there is a file of that name.
bool looks_like_path(const std::string& word) {
  std::error_code ignored;
  return word.starts_with('-') || word.find_first_of("./@") != std::string::npos ||
         std::filesystem::exists(word, ignored);
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command& command : rows) names.emplace_back(command.name);
  return names;
}

ExitStatus report_unknown_command(const std::string& word, const Streams& streams) {
  streams.err << fmt::format(
      "ko2alias: error: '{}' is neither a command nor a file{}\nko2alias --help lists the "
      "commands\n",
      escape_for_terminal(word), did_you_mean(word, command_names()));
  return ExitStatus::trouble;
}

ExitStatus print_help_of(const std::string& topic, const Streams& streams) {
  if (topic == "decoding") {
    write_decoding_help(streams.out, default_command.command_line().options);
    return ExitStatus::nothing_to_report;
  }
  if (const Command* command = find_command(topic))
    return run_command(*command, {"--help"}, streams);
  std::vector<std::string> topics = command_names();
  topics.emplace_back("decoding");
  streams.err << fmt::format(
      "ko2alias: error: there is no help on '{}'{}\nko2alias --help lists the commands\n",
      escape_for_terminal(topic), did_you_mean(topic, topics));
  return ExitStatus::trouble;
}

ExitStatus print_completions(const Arguments& arguments, const Streams& streams) {
  const std::string shell = arguments.size() > 1 ? arguments[1] : "";
  const auto script = completions_for(shell);
  if (script) {
    streams.out << *script;
    return ExitStatus::nothing_to_report;
  }
  streams.err << fmt::format("ko2alias: error: completions{}{}: expected one of {}\n",
                             shell.empty() ? "" : " ", escape_for_terminal(shell),
                             fmt::join(completion_shells(), ", "));
  return ExitStatus::trouble;
}

// Whether the word after an option is its value, in whichever command has the option.
bool takes_next_word(const std::string& word) {
  if (word.find('=') != std::string::npos) return false;
  const bool is_long = word.starts_with("--");
  for (const Command& command : rows) {
    const CommandLine line = command.command_line();
    for (const Option& option : line.options.rows()) {
      const bool is_meant = is_long
                                ? option.long_name().starts_with(std::string_view(word).substr(2))
                                : word == "-" + option.letter();
      if (is_meant) return !option.kind.value_name.empty() && option.kind.implicit.empty();
    }
  }
  return false;
}

// Options may stand before the command: it is the first word that is neither an option nor the
// value of one.
Arguments with_command_first(Arguments arguments) {
  auto word = arguments.begin();
  while (word != arguments.end() && word->size() > 1 && word->starts_with('-') && *word != "--")
    word += takes_next_word(*word) && arguments.end() - word > 1 ? 2 : 1;
  if (word != arguments.end() && find_command(*word) != nullptr)
    std::rotate(arguments.begin(), word, word + 1);
  return arguments;
}

ExitStatus pick_and_run(const Arguments& given, const Streams& streams) {
  if (given.empty()) {
    print_help(streams.err);
    return ExitStatus::trouble;
  }
  // As git and others have it, the version is all that is told.
  if (given.front() == "--version" || given.front() == "-V") {
    streams.out << "ko2alias " KO2ALIAS_VERSION "\n";
    return ExitStatus::nothing_to_report;
  }
  const Arguments arguments = with_command_first(given);
  const std::string& first = arguments.front();
  if (first == "help" && arguments.size() > 1) return print_help_of(arguments[1], streams);
  if (first == "--help" || first == "-h" || first == "help") {
    print_help(streams.out);
    return ExitStatus::nothing_to_report;
  }
  if (first == "completions") return print_completions(arguments, streams);
  if (const Command* command = find_command(first))
    return run_command(*command, Arguments(arguments.begin() + 1, arguments.end()), streams);
  if (looks_like_path(first)) return run_command(default_command, arguments, streams);
  return report_unknown_command(first, streams);
}

}  // namespace

std::span<const Command> commands() { return rows; }

ExitStatus run(const Arguments& arguments, const Streams& streams) {
  MessageBuffer buffer(streams.err);
  if (streams.err_is_terminal) buffer.set_columns(streams.columns);
  buffer.set_color(has_color(ColorChoice::automatic, streams.err_is_terminal));
  std::ostream messages(&buffer);
  return pick_and_run(arguments, {.out = streams.out,
                                  .err = messages,
                                  .out_is_terminal = streams.out_is_terminal,
                                  .columns = streams.columns,
                                  .err_is_terminal = streams.err_is_terminal,
                                  .out_is_log = streams.out_is_log,
                                  .has_own_process = streams.has_own_process,
                                  .terminal = streams.err_is_terminal ? &streams.err : nullptr,
                                  .messages = &buffer});
}

}  // namespace ko2alias
