// The help of commands and options, for terminals of 80 columns.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "cli/options.h"

namespace ko2alias {

/// The columns that help takes at most.
constexpr std::size_t help_width = 80;

/// Breaks a text at its blanks. Each line begins with `indent` blanks and ends before `help_width`
/// columns, where its words allow it. A line that begins with blanks, such as an example, stays as
/// it is.
std::string wrapped(std::string_view text, std::size_t indent = 0);

/// What a help says first: all that stands before ` (`, `: ` or `; `.
std::string_view first_clause(std::string_view help);

/// `-f, --format FORMAT`, `    --sys[=DIR]`: an option as help and manual call it.
std::string head_of(const Option& option);

/// The help that -h prints: a line or two for each option.
void write_short_help(std::ostream& out, const CommandLine& line, const OptionTable& options);
/// The help that --help prints.
void write_long_help(std::ostream& out, const CommandLine& line, const OptionTable& options);
/// What `help decoding` prints: the options that say how tables are decoded, which all commands
/// share and which their own help only names.
void write_decoding_help(std::ostream& out, const OptionTable& options);

}  // namespace ko2alias
