// The hash by which depmod orders the modules that `modules.order` does not name: nine bits of
// Hsieh's SuperFastHash. Facts: docs/kernel-facts/module-order.md.
#pragma once

#include <cstdint>
#include <string_view>

namespace ko2alias {

/// From 0 to 511: 161 for `snd_hda_intel`, 467 for `zfs`.
std::uint32_t name_hash(std::string_view name);

}  // namespace ko2alias
