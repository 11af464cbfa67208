// The options of `match`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/device_options.h"
#include "cli/modprobe_options.h"
#include "cli/options.h"
#include "cli/run_options.h"
#include "match/formats.h"

namespace ko2alias {

struct MatchOptions {
  const MatchFormat* format = nullptr;
  DeviceOptions devices{};
  /// --in; empty for the running kernel.
  std::vector<std::string> kernels{};
  std::vector<std::string> labels{};
  RunOptions run{};
  ModprobeOptions modprobe{};
  bool asks_packages = false;
  bool is_vfio = false;
  bool is_first_only = false;
  bool is_full = false;
  std::optional<std::string> driver_override{};
  /// The folder of pci.ids and usb.ids.
  std::optional<std::string> ids{};
  std::optional<std::string> output{};
};

/// Throws UsageError.
MatchOptions match_options(const OptionValues& values);

/// The paths of the kernels: the running one's where none was named. Throws UsageError where there
/// are more than the format shows, or more labels than kernels.
std::vector<std::string> kernels_of(const MatchOptions& options);

/// The option that only a kernel answers; empty where there is none.
std::string needed_kernel(const MatchOptions& options);

}  // namespace ko2alias
