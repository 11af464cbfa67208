// Reads modules, edits them in several threads, and writes each in its place, or one to a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/run_options.h"
#include "embed/embed.h"
#include "embed/formats.h"
#include "support/format_row.h"

namespace ko2alias {

struct EmbedRun {
  std::vector<std::string> paths{};
  RunOptions options{};
  EmbedOptions embed{};
  const FormatRow<EmbedView>* format = nullptr;
  /// The file to write, `-` for standard output; nothing with --in-place and --dry-run.
  std::optional<std::string> output{};
  /// Whether nothing is written.
  bool is_trial = false;
};

/// A module that fails stays as it is, and stops no other.
ExitStatus embed_modules(const EmbedRun& run, const Streams& streams);

}  // namespace ko2alias
