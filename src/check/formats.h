// The formats in which `check` writes its findings. A format is a row.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "check/rule.h"
#include "support/format_row.h"

namespace ko2alias {

struct CheckView {
  std::span<const Finding> findings{};
  /// How many modules were looked at.
  std::size_t modules = 0;
  /// How many findings were left out: by a baseline, and by --suppress.
  std::size_t accepted = 0;
  std::size_t suppressed = 0;
  /// Whether colours may be used.
  bool has_color = false;
  /// This program's version.
  std::string_view version{};
};

/// The first is the default.
std::span<const FormatRow<CheckView>> check_formats();

/// How many findings have that severity.
std::size_t count_of(std::span<const Finding> findings, Severity severity);
/// Place and message: `__mod_pci__ids_device_table: entry 3: never used: entry 1 matches …`.
std::string text_of(const Finding& finding);
/// Appends a byte as URIs and GitHub's runner escape it: `%0A`.
void append_percent(std::string& out, char byte);

std::string render_check_text(const CheckView& view);
std::string render_check_json(const CheckView& view);
std::string render_check_github(const CheckView& view);
std::string render_check_sarif(const CheckView& view);
std::string render_check_junit(const CheckView& view);

}  // namespace ko2alias
