// Kernels, names of devices and lists of devices from the paths of the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/reading_log.h"
#include "device/device_list.h"
#include "device/device_names.h"
#include "kernel/kernel.h"

namespace ko2alias {

/// What could be read of a kernel.
struct KernelReading {
  Kernel kernel;
  /// The exit status so far.
  int status = nothing_to_report;
};

/// Reads a kernel: PATH, or several paths joined with `+`. Where there is exactly one kernel
/// configuration among them, it is the kernel's.
KernelReading read_kernel(const std::string& path, ModuleRun run, const WantsData& wants_data,
                          const Streams& streams);

/// `linux-image.deb+linux-modules.deb` taken apart; a file's own name may have a `+`.
std::vector<std::string> split_joined_paths(const std::string& path);

/// The names in pci.ids and usb.ids of a folder, or of those where distributions have them; no
/// names without them.
DeviceNames read_device_names(const std::optional<std::string>& folder);

/// The devices of a list, or of a /sys. Throws UsageError.
std::vector<Device> read_devices(const std::string& path);

}  // namespace ko2alias
