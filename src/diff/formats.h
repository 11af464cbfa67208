// The formats in which `diff` writes a comparison.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "device/device_names.h"
#include "diff/change.h"
#include "support/format_row.h"
#include "support/screen.h"

namespace ko2alias {

struct CompareView {
  const Comparison* comparison = nullptr;
  const DeviceNames* names = nullptr;
  Screen screen{};
  /// Every alias has its line.
  bool is_full = false;
  /// What a report that leaves something out says besides; may be empty.
  std::string_view full_hint{};
  /// The summary alone, with which every report begins.
  bool is_summary = false;
  /// Devices stand below their hosts.
  bool is_by_host = false;
};

using CompareFormat = FormatRow<CompareView>;

/// The first is the default.
std::span<const CompareFormat> compare_formats();

std::string render_compare_text(const CompareView& view);
std::string render_compare_markdown(const CompareView& view);
std::string render_compare_json(const CompareView& view);
std::string render_compare_html(const CompareView& view);

}  // namespace ko2alias
