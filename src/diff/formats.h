// The formats in which `diff` writes a comparison. A format is a row.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "device/device_names.h"
#include "diff/change.h"

namespace ko2alias {

struct CompareView {
  const Comparison* comparison = nullptr;
  const DeviceNames* names = nullptr;
  /// Whether colours may be used.
  bool has_color = false;
  /// Every alias has its line.
  bool is_full = false;
};

struct CompareFormat {
  std::string_view name;
  std::string_view help;
  std::string (*render)(const CompareView&) = nullptr;
};

/// The first is the default.
std::span<const CompareFormat> compare_formats();

/// Changes that say the same of several aliases: one category, bus, module before and module after.
/// What moved out of one module is one group, wherever it went.
using ChangeGroup = std::span<const Change>;
std::vector<ChangeGroup> groups_of(const Comparison& comparison);

/// The modules of a group: `e1000e`, `snd_hda_codec_realtek → snd_hda_codec_alc269`, `ad5446 (now
/// in ad5446_spi)`.
std::string modules_text(ChangeGroup group);
/// `CONFIG_AD5446: m → not set`, or nothing.
std::string reason_text(const Change& change);
/// Modules, each once, with commas: `r8152, r8153_ecm`.
std::string module_list(std::span<const ClaimRef> claims);
/// `38 aliases lost, 220 moved`; `no difference` if there is none.
std::string summary_text(const Comparison& comparison);
/// What there is to say of one change beyond the pattern that `pattern_of` gives: what of it is
/// left uncovered, what covers it, its new data.
std::string detail_text(const Change& change);
std::string_view pattern_of(const Change& change);
/// Of lost or gained aliases, the whole classes in which the other kernel matches devices all the
/// same: `devices of these classes are matched by others: pci:v*d*sv*sd*bc07sc00i* 8250_pci`; or
/// nothing.
std::string classes_text(std::span<const Change> changes, Category category);

std::string render_compare_text(const CompareView& view);
std::string render_compare_markdown(const CompareView& view);
std::string render_compare_json(const CompareView& view);
std::string render_compare_html(const CompareView& view);

}  // namespace ko2alias
