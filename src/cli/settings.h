// Settings: the file .ko2alias.conf, a line for each option of `check` and `diff` that is always
// the same in a source tree.
//
//   fail-on = error           check's: diff has no such category
//   fail-on = lost            diff's
//   format = json             of both
//   suppress = class-wide     check's
//
// A tree may be somebody else's, so its file sets policy alone: nothing in it names a file to
// write, or has the command do something else. The file that --config names may come with the tree
// too.
#pragma once

#include <string>
#include <string_view>

#include "cli/options.h"

namespace ko2alias {

/// The command that reads the settings.
enum class SettingsOf : bool { check, diff };

/// What the help of a command says of the file.
extern const std::string_view settings_help;
/// Adds --config.
void add_config_option(OptionTable& options);

/// The values of the command line with those of the file that --config names, or else of the first
/// .ko2alias.conf from the current folder up to the root of its repository. What the command line
/// has counts more; lists have the items of both. Tells which file was read. Throws UsageError.
OptionValues with_settings(SettingsOf command, OptionValues values, const Streams& streams);

}  // namespace ko2alias
