// Two kernels compared by the devices that their aliases match, not by their lines.
//
//   old                               new
//   usb:v0BDAp8152d*…  r8152          usb:v0BDAp815[0-9]d*…  r8152      still covered, and widened
//   i2c:ad5301  ad5446                                                  lost
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diff/change.h"

namespace ko2alias {

struct CompareOptions {
  /// Whether to compare driver data.
  bool with_data = false;
  /// The buses, modules (patterns of names) and categories that are wanted; empty for all.
  std::vector<std::string> buses{};
  std::vector<std::string> modules{};
  std::vector<Category> categories{};
  /// Whether built-in modules were left out of both kernels.
  bool without_built_ins = false;
  /// Compare what these devices get, and nothing else.
  std::optional<std::vector<Device>> devices{};
  /// Whether modprobe's configurations decide what the devices get.
  bool with_modprobe = false;
  /// The work that the whole comparison may take, half of it for each kernel's aliases. Any two
  /// kernels of a distribution take less than a tenth.
  std::uint64_t most_work = 500'000'000;
  /// Threads; more than two are no faster.
  unsigned jobs = 1;
};

/// Looks into the kernels and the options, which have to outlive what is returned.
Comparison compare(const Kernel& before, const Kernel& after, const CompareOptions& options);

}  // namespace ko2alias
