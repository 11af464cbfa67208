#include "cli/help.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "support/glyphs.h"
#include "support/wrap.h"

namespace ko2alias {
namespace {

constexpr std::size_t short_column = 27;
constexpr std::size_t long_indent = 10;
// More choices than these are left to the manual, where nothing is said of them.
constexpr std::size_t most_in_a_line = 12;

struct GroupTitle {
  OptionGroup group;
  std::string_view title;
};
constexpr std::array group_titles{GroupTitle{OptionGroup::command, "Options"},
                                  GroupTitle{OptionGroup::output, "Output"},
                                  GroupTitle{OptionGroup::reading, "Reading"}};

bool says_something(const OptionWord& choice) { return !choice.help.empty(); }
// A list that nobody gives is none: it has no default among its choices.
bool has_default(const OptionKind& kind) {
  return !kind.is_list && says_something(kind.choices.front());
}

// `text (default), json or names`; empty where there are too many.
std::string choices_in_a_line(const OptionKind& kind) {
  const auto& choices = kind.choices;
  if (choices.empty() || choices.size() > most_in_a_line) return "";
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) text += i + 1 == choices.size() ? " or " : ", ";
    text += choices[i].name + (i == 0 && has_default(kind) ? " (default)" : "");
  }
  return text;
}

std::string short_text(const Option& option) {
  std::string text(first_clause(option.help));
  const std::string choices = choices_in_a_line(option.kind);
  return choices.empty() ? text : text + ": " + choices;
}

std::string long_text(const Option& option) {
  const auto& choices = option.kind.choices;
  std::string text = wrapped(option.help, long_indent);
  if (choices.empty()) return text;
  if (!says_something(choices.front()))
    return choices.size() > most_in_a_line
               ? text
               : wrapped(option.help + ": " + choices_in_a_line(option.kind), long_indent);
  std::size_t longest = 0;
  for (const OptionWord& choice : choices) longest = std::max(longest, choice.name.size());
  text.back() = ':';
  text += '\n';
  for (const OptionWord& choice : choices) {
    const std::size_t indent = long_indent + longest + 4;
    text += fmt::format("{}  {:<{}}  ", std::string(long_indent, ' '), choice.name, longest);
    append_words(
        text,
        (&choice == choices.data() && has_default(option.kind) ? "(default) " : "") + choice.help,
        {.indent = indent, .columns = help_width}, indent);
    text += '\n';
  }
  return text;
}

void write_option(std::ostream& out, const Option& option, bool is_short) {
  std::string text = "  " + head_of(option);
  if (!is_short) {
    out << text << '\n' << long_text(option);
    return;
  }
  if (columns_of(text) + 2 > short_column) {
    text += '\n' + std::string(short_column, ' ');
  } else {
    text.append(short_column - columns_of(text), ' ');
  }
  append_words(text, short_text(option), {.indent = short_column, .columns = help_width},
               short_column);
  out << text << '\n';
}

// The decoding options in a line.
std::string decoding_options(const OptionTable& options) {
  std::string names;
  for (const Option& option : options.rows())
    if (option.group == OptionGroup::decoding)
      names += (names.empty() ? "--" : ", --") + option.long_name();
  return names;
}

void write_options(std::ostream& out, const OptionTable& options, bool is_short) {
  for (const auto& [group, title] : group_titles) {
    bool is_first = true;
    for (const Option& option : options.rows()) {
      if (option.group != group) continue;
      if (is_first) out << '\n' << title << ":\n";
      is_first = false;
      write_option(out, option, is_short);
    }
  }
  if (const std::string names = decoding_options(options); !names.empty())
    out << "\nDecoding:\n" << wrapped(names + " (ko2alias help decoding)", 2);
}

std::string usage_of(const CommandLine& line) {
  return "Usage: ko2alias " + std::string(line.usage) + "\n\n";
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.size(), text.find('\n', at));
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with(' ')) {
      out += std::string(indent, ' ') + std::string(line);
    } else if (!line.empty()) {
      out.append(indent, ' ');
      append_words(out, line, {.indent = indent, .columns = help_width}, indent);
    }
    out += '\n';
  }
  return out;
}

std::string_view first_clause(std::string_view help) {
  for (const std::string_view end : {" (", ": ", "; "}) help = help.substr(0, help.find(end));
  return help;
}

std::string head_of(const Option& option) {
  std::string head = option.letter().empty() ? "    " : "-" + option.letter() + ", ";
  head += "--" + option.long_name();
  const OptionKind& kind = option.kind;
  if (kind.value_name.empty()) return head;
  return head + (kind.implicit.empty() ? " " + kind.value_name : "[=" + kind.value_name + "]");
}

void write_short_help(std::ostream& out, const CommandLine& line, const OptionTable& options) {
  const std::string_view description = line.description;
  out << usage_of(line) << wrapped(description.substr(0, description.find('\n')));
  write_options(out, options, true);
  out << fmt::format("\nko2alias help {} says more.\n", line.usage.substr(0, line.usage.find(' ')));
}

void write_long_help(std::ostream& out, const CommandLine& line, const OptionTable& options) {
  out << usage_of(line) << wrapped(line.description);
  write_options(out, options, false);
  out << line.examples;
}

void write_decoding_help(std::ostream& out, const OptionTable& options) {
  out << wrapped(
             "How tables are decoded. The options are those of every command that reads modules; "
             "without them a module's own words decide.")
      << '\n';
  for (const Option& option : options.rows())
    if (option.group == OptionGroup::decoding) write_option(out, option, false);
}

}  // namespace ko2alias
