// Aliases and modaliases as kmod reads them. Facts: docs/kernel-facts/module-order.md.
#pragma once

#include <string>
#include <string_view>

namespace ko2alias {

/// The alias or modalias with `_` for `-` outside of brackets: kmod takes them for the same.
std::string normalized(std::string_view text);

/// Whether each `[` has a `]` behind it, and there is no other `]`. For kmod `[]a]` is not paired,
/// though fnmatch(3) takes it for one bracket. An alias or modalias that is not paired matches
/// nothing.
bool has_paired_brackets(std::string_view text);

/// Whether a normalized alias reads the same to kmod and to fnmatch(3), as nearly all do: it has no
/// bracket, no backslash, no NUL and nothing but ASCII.
bool is_plain(std::string_view alias);

/// Whether an alias can match any modalias: its brackets are paired, and no byte is above 127.
bool can_match(std::string_view alias);

}  // namespace ko2alias
