// What is read of a text, as rows that a test can compare.
#pragma once

#include <string>
#include <string_view>

#include "device/device_list.h"
#include "kit/kit.h"

namespace ko2alias::test {

/// Each device as `WHERE MODALIAS DRIVER (MODULE)…`, as far as there are any, and
/// `?` behind what only a kernel can tell; then the problems.
strings shown(const DeviceReading& reading);
strings shown(std::string_view text, ListingKind kind = ListingKind::automatic);

/// The problem of a device of lspci without ids.
std::string no_ids(int line, const std::string& slot);

/// A text and its rows.
struct TextRow {
  std::string text{};
  strings expected{};
};

}  // namespace ko2alias::test
