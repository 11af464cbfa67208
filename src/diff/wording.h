// The words in which a comparison is told, the same in every format.
//
//   snd_hda_codec_realtek → snd_hda_codec_alc269            modules_text
//   CONFIG_AD5446: m → not set                              reason_text
//   not matched: usb:v1ED5p0308d0000dc00…                   detail_text
//
// Names and patterns are as the kernels have them: a format escapes what it writes.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "diff/change.h"
#include "diff/groups.h"

namespace ko2alias {

/// `Only some of their devices are matched any more.`
std::string sentence(std::string_view text);

/// Modules, each once, with commas: `r8152, rtc_cmos (built in)`.
std::string module_list(std::span<const ClaimRef> claims);
/// The same, and `nothing` where there is none.
std::string modules_or_nothing(std::span<const ClaimRef> claims);
/// The modules of a group: `e1000e`, `snd_hda_codec_realtek → snd_hda_codec_alc269`,
/// `acme_hid beside acme_hid`.
std::string modules_text(ChangeGroup group);

/// The pattern that stands for a change: the old one, where the change has both, unless the
/// override prefix is new.
std::string_view pattern_of(const Change& change);
/// A remark on one change beyond that pattern: a device that is not covered, the alias that covers
/// it, its new data. May be empty.
std::string detail_text(const Change& change);
/// The option that explains the change, or nothing.
std::string reason_text(const Change& change);
std::string reason_text(const ConfigReason& reason);

/// The whole classes by which the other kernel matches devices of lost or gained aliases all the
/// same: `devices of these classes are matched by others: pci:v*d*sv*sd*bc07sc00i* 8250_pci`; or
/// nothing.
std::string classes_text(std::span<const Change> changes, Category category);

}  // namespace ko2alias
