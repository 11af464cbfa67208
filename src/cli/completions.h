// Completions of the command line for bash, zsh and fish, made from the table of commands and their
// options: what the program takes, its completions know.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

/// The names of the shells.
std::vector<std::string> completion_shells();

/// The script that a shell reads; nothing for a shell that is not known. It reads `/sys` for the
/// devices that `match` is asked about, or the folder that KO2ALIAS_SYS names, and never starts the
/// program.
std::optional<std::string> completions_for(std::string_view shell);

}  // namespace ko2alias
