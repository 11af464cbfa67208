// The formats in which `check` writes its findings. A format is a row.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/rule.h"

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

struct CheckFormat {
  std::string_view name;
  std::string_view help;
  std::string (*render)(const CheckView&) = nullptr;
};

/// The first is the default.
std::span<const CheckFormat> check_formats();

/// How many findings have that severity.
std::size_t count_of(std::span<const Finding> findings, Severity severity);

std::string render_check_text(const CheckView& view);
std::string render_check_json(const CheckView& view);
std::string render_check_github(const CheckView& view);
std::string render_check_sarif(const CheckView& view);
std::string render_check_junit(const CheckView& view);

}  // namespace ko2alias
