// Devices of a list that are alike, so that a report of a fleet tells each of them once.
//
//   web00  acpi:LNXCPU:  lost                acpi:LNXCPU:  lost, on 40 hosts
//   web01  acpi:LNXCPU:  lost
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "diff/change.h"

namespace ko2alias {

/// Devices with one modalias that change alike.
struct DeviceGroup {
  /// The first of them stands for all.
  const DeviceChange* change = nullptr;
  std::size_t count = 0;
  /// The hosts that have them, each once and in order.
  std::vector<std::string_view> hosts{};
  /// Where they are, as far as more than a host is known: slots, and places in /sys.
  std::vector<std::string_view> places{};
};

/// Groups that stand together: of one category and bus, with the same modules before and after,
/// for the same reasons.
using DeviceParagraph = std::vector<DeviceGroup>;

/// In the order of categories, buses and modules, and within a paragraph of modaliases.
std::vector<DeviceParagraph> device_paragraphs(const std::vector<const DeviceChange*>& changes);

/// What happens to the devices of one host, or of none that is known.
struct HostChanges {
  std::string_view host{};
  std::vector<const DeviceChange*> changes{};
};
/// In the order of the hosts; devices without one come last.
std::vector<HostChanges> changes_by_host(const std::vector<DeviceChange>& changes);

std::vector<const DeviceChange*> pointers_to(const std::vector<DeviceChange>& changes);

/// The modules of a device: `acme_dac → nothing`, or of a moved one what differs, `- pcc_cpufreq  +
/// intel_uncore_frequency`; behind them the option by which a module is built in now, or no longer.
std::string device_modules_text(const DeviceChange& change);
/// `; after: acme_nic: blacklist acme_nic (/etc/modprobe.d/acme.conf:3)`: the lines of modprobe's
/// configuration that decided before and after; may be empty.
std::string modprobe_text(const DeviceChange& change);
/// The modules on one side that this text names, each once.
std::vector<ClaimRef> told_before(const DeviceChange& change);
std::vector<ClaimRef> told_after(const DeviceChange& change);

/// The modules that the device has no more, as files or built in.
std::vector<ClaimRef> lost_modules(const DeviceChange& change);

/// Where devices are: `on web1`, `on 40 hosts (web00 … web39), 80 devices`, `at 0000:01:00.0`; may
/// be empty. Of hosts and places the first few, unless the text is to be full.
std::string where_text(const DeviceGroup& group, bool is_full);

/// The words of a category with its number of devices: `2 devices lost, 1 moved`.
std::string counts_of_devices(const std::vector<const DeviceChange*>& changes);

}  // namespace ko2alias
