// The formats in which `match` shows the modules that devices get. A format is a row.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "device/device_list.h"
#include "device/device_names.h"
#include "kernel/kernel_gaps.h"
#include "match/host_groups.h"
#include "match/loading.h"
#include "match/matcher.h"
#include "match/other_bus.h"
#include "match/packages.h"
#include "match/vfio.h"
#include "support/format_row.h"
#include "support/screen.h"

namespace ko2alias {

/// The modules, or the VFIO drivers, that devices get from one kernel, or the packages that they
/// ask for by records.
struct KernelMatches {
  /// The name that the user gave it, its path.
  std::string_view kernel{};
  /// What it is called to readers: its label, or else its release, or else its path.
  std::string called{};
  /// Its release and its label; empty where they are not known, or not given.
  std::string_view release{};
  std::string_view label{};
  /// The modules of each device.
  std::vector<std::vector<MatchedModule>> modules{};
  /// For each device that has none, what knows its name on another bus.
  std::vector<std::vector<OtherBusHint>> hints{};
  /// For each device that has none, built-in modules that may match it: they do in another kernel,
  /// and this one does not record what they match (unrecorded.h).
  std::vector<std::vector<std::string>> unrecorded{};
  /// For each device that has none, what the kernel does not tell by which it may have one.
  std::vector<std::vector<KernelGap>> gaps{};
  /// For each device what modprobe's configuration makes of its modules; empty where there is none.
  std::vector<Loading> loadings{};
  /// For each device the driver that libvirt would bind it to, where that was asked instead. The
  /// driver of one may not be known.
  std::vector<VfioChoice> vfio{};
  /// For each device the packages, where records were asked instead of a kernel.
  std::vector<std::vector<MatchedPackage>> packages{};
};

/// Everything that a format may show. Views into what was matched.
struct MatchView {
  std::span<const Device> devices{};
  std::span<const KernelMatches> kernels{};
  const DeviceNames* names = nullptr;
  /// Whether modules that only may match, as not all is known of the device, are shown with their
  /// aliases too.
  bool is_full = false;
  /// Tells the reader how to have them listed, in the words of the program: `--full lists them`.
  std::string_view full_hint{};
  /// Whether a driver was forced on the devices.
  bool is_forced = false;
  Screen screen{};
};

struct MatchFormat : FormatRow<MatchView> {
  /// Renders one of the devices, where the format is one of devices; `render` is null then, so that
  /// a fleet's output is never whole in memory.
  std::string (*render_device)(const MatchView& view, std::size_t device) = nullptr;
  /// Whether the names of devices are shown.
  bool has_names = false;
};

/// The first is the default.
std::span<const MatchFormat> match_formats();

/// Why it is not known whether a device has a module: it may be the name of one without aliases, or
/// a text that only aliases by hand match, and the kernel does not tell of these. Empty where it is
/// known.
std::string unknown_text(const KernelMatches& kernel, std::string_view modalias,
                         std::size_t device);
/// Whether a device gets a module for certain.
bool is_matched(std::span<const MatchedModule> modules);
/// The same with modprobe's configuration, which may drop all of a device's modules. Of records:
/// whether the device asks for a package.
bool is_served(const KernelMatches& kernel, std::size_t device);
/// The names that are loaded, or found where there is no configuration.
std::vector<std::string> loaded_names_of(const KernelMatches& kernel, std::size_t device);
/// The names that modprobe would give: those of loadable modules that match for certain, or else of
/// built-in ones, each once.
std::vector<std::string> names_of(std::span<const MatchedModule> modules);
/// The drivers' names that a device gets: those of loadable modules that match for certain, or else
/// of built-in ones, each once. Nothing where the driver of one of them is not known.
std::optional<std::vector<std::string>> drivers_of(std::span<const MatchedModule> modules);
/// `2 modules may match: nvme, vmd`, or the number of many alone.
std::string may_match_text(const std::vector<std::string>& names, std::string_view noun);
/// How specific a pattern is, in words: `by v d`, `exact`, `4 characters and 2 wildcards`.
std::string specificity_text(std::string_view pattern);
/// The devices as text shows them: on a terminal those of several hosts, which are alike, as one.
std::vector<HostGroup> shown_groups(const MatchView& view);
/// The line above the modules of devices: place, modalias, name and the driver bound to them now,
/// behind so many blanks.
std::string match_title(const MatchView& view, const HostGroup& group, std::size_t indent = 0);
/// A pattern or modalias as it is shown behind so many blanks: on a terminal no longer than a line.
std::string pattern_text(const Screen& screen, std::string_view pattern, std::size_t indent);
/// Where a table stands among the module's tables with its symbol: `number` counts from 1.
struct TableRank {
  std::size_t number = 0;
  std::size_t count = 0;
};
TableRank rank_of_table(const KernelModule& module, const KernelTable& table);
/// `e1000_pci_tbl[16]`, or `dt_match[3] (table 2 of 2 of this name)`; empty where the claim's entry
/// is not known.
std::string place_text(const KernelModule& module, const Claim& claim);

std::string render_match_text(const MatchView& view);
std::string render_vfio_text(const MatchView& view);
std::string render_package_text(const MatchView& view);
std::string render_match_table(const MatchView& view);
std::string render_match_json(const MatchView& view);
std::string render_match_json_line(const MatchView& view, std::size_t device);
std::string render_match_drivers(const MatchView& view);
/// Every device has a place and one driver.
std::string render_match_commands(const MatchView& view);
std::string render_match_names(const MatchView& view);

}  // namespace ko2alias
