// The module acme_hid.ko of examples.h, wrapped in this and that: it has to give the same aliases.
#pragma once

#include <string>
#include <string_view>

#include "kit/examples.h"

namespace ko2alias::test {

inline constexpr std::string_view hid_aliases =
    "usb:v1ED5p0200d010[5-9]dc*dsc*dp*ic*isc*ip*in*\n"
    "usb:v1ED5p0200d0230dc*dsc*dp*ic*isc*ip*in*\n"
    "usb:v1ED5p0200d01[1-9]*dc*dsc*dp*ic*isc*ip*in*\n"
    "usb:v1ED5p0200d02[0-2]*dc*dsc*dp*ic*isc*ip*in*\n"
    "hid:b0003g*v00001ED5p00000201\n";

/// The aliases of modules, as `emit -f modalias` prints them.
Outcome modalias(const Arguments& paths);

std::string hid_module();

void check_gives_hid_aliases(const std::string& path);

}  // namespace ko2alias::test
