// The formats in which `embed` tells what it did. A format is a row.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "embed/embed.h"
#include "support/format_row.h"
#include "support/screen.h"

namespace ko2alias {

/// What became of a module.
struct EmbedOutcome {
  std::string path{};
  /// Its file's bytes are written already, and gone.
  EmbeddedModule module{};
  /// Why nothing was written.
  std::optional<std::string> failure{};
};

struct EmbedView {
  std::span<const EmbedOutcome> outcomes{};
  /// Whether nothing is written.
  bool is_trial = false;
  Screen screen{};
};

/// The first is the default.
std::span<const FormatRow<EmbedView>> embed_formats();

std::string render_embed_text(const EmbedView& view);
std::string render_embed_json(const EmbedView& view);

}  // namespace ko2alias
