// Devices of which not all is known: `pci:v00008086d000010D3sv*sd*bc02sc00i*` is what `lspci -n`
// tells of one.
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

/// Whether a pattern matches such a device, or any other: true if it does whatever is not known,
/// false if that depends; nothing if it does not. Both normalized.
std::optional<bool> match_partial(const Glob& pattern, const Glob& device);

/// Which of a kernel's patterns match any of some devices.
class DeviceFilter {
 public:
  explicit DeviceFilter(const std::vector<std::string>& modaliases);
  [[nodiscard]] bool operator()(std::string_view pattern) const;

 private:
  std::vector<std::string> devices_;
  std::vector<Glob> partial_;
};

}  // namespace ko2alias
