// `match --vfio`: which driver libvirt would bind devices to.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"
#include "device/device_list.h"
#include "kernel/kernel.h"
#include "match/vfio.h"

namespace ko2alias {

/// Leaves the devices that the rule can be asked of. The others are reported if they are among the
/// first `named` ones or on a bus that has the rule, and false is returned. That none is left is
/// reported.
bool keep_vfio_devices(std::vector<Device>& devices, std::size_t named, const Streams& streams);

/// The lines of a kernel's modules.alias: those of the file where the path is one or has one, or
/// else those that depmod would write.
class KernelAliasLines {
 public:
  KernelAliasLines(const Kernel& kernel, const std::string& path);
  [[nodiscard]] const std::vector<AliasLine>& lines() const { return lines_; }
  /// Of the file, in bytes.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::string text_;
  std::vector<AliasLine> lines_;
  std::size_t size_ = 0;
};

/// For each of the devices, which were kept. A file larger than libvirt reads gets a warning.
std::vector<VfioChoice> choose_vfio_drivers(const Kernel& kernel, const KernelAliasLines& lines,
                                            const std::vector<Device>& devices,
                                            const Streams& streams);

}  // namespace ko2alias
