// Devices that are known in part: `lspci -n` tells no more of one than
// `pci:v00008086d000010D3sv*sd*bc02sc00i*`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pattern/glob.h"

namespace ko2alias {

/// Whether a device has `*` for fields that are not known. Only buses whose fields have known
/// widths have such devices: elsewhere a star is a character like others.
bool is_partial(const Glob& device);

/// Whether a pattern matches a device, known in part or in full: true if it matches whatever the
/// other fields are, false if that depends on them, nothing if it cannot match. Both are
/// normalized.
std::optional<bool> match_partial(const Glob& pattern, const Glob& device);

/// Tells whether a pattern matches, or may match, any of some devices, prefixes of overrides aside.
class DeviceFilter {
 public:
  explicit DeviceFilter(const std::vector<std::string>& modaliases);
  [[nodiscard]] bool operator()(std::string_view pattern) const;

 private:
  std::vector<std::string> devices_;
  std::vector<Glob> partial_;
};

}  // namespace ko2alias
