// The devices that options and arguments name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "device/device_list.h"
#include "device/device_names.h"
#include "kernel/kernel.h"

namespace ko2alias {

struct DeviceOptions {
  /// Arguments: modaliases, ids, names of modules.
  std::vector<std::string> named{};
  /// --devices, --sys and --from.
  std::optional<std::string> list{};
  std::optional<std::string> sys{};
  std::optional<ListingKind> from{};

  [[nodiscard]] bool is_empty() const { return named.empty() && !list && !sys && !from; }
};

/// Adds --devices, --sys and --from. The help of the first begins with the purpose of the devices.
void add_device_options(OptionTable& options, std::string_view purpose = {});
/// Reads these options; `named` is the command's own. Throws UsageError.
DeviceOptions device_options(const OptionValues& values);

struct NamedDevices {
  std::vector<Device> devices{};
  /// Trouble where some were not read.
  ExitStatus status = ExitStatus::nothing_to_report;
};

/// The devices of the arguments, then those of the options. Writes to the error stream what was not
/// read, and as what a listing was taken that nobody named. Throws UsageError where an option gives
/// no device.
NamedDevices devices_of(const DeviceOptions& options, const Streams& streams);

/// Leaves out the words of lists that name nothing which one of the kernels has: a module, or an
/// alias. Writes each as an error to the error stream; returns whether there was none.
bool keep_known(std::vector<Device>& devices, const std::vector<const Kernel*>& kernels,
                const Streams& streams);

std::vector<std::string> modaliases_of(const std::vector<Device>& devices);

/// Writes to the error stream which files with names could not be read, and that the folder which
/// was named has none. Returns whether all could be
/// read.
bool tell_unread_names(const DeviceNamesReading& reading, const Streams& streams);

/// Once all is written: says which package brings the names that were missing in it.
void tell_missing_names(const DeviceNamesReading& reading, const Streams& streams);

}  // namespace ko2alias
