// Kernels of a few lines, for tests of what works on whole kernels.
//
//   kernel({"ad5446 i2c:ad5301", "+rtc_cmos of:N*T*Crtc"})     a module and a built-in one
//   kernel({"e1000e pci:v00008086d000010D3sv*sd*bc*sc*i* 0x3 e1000_pci_tbl[16]"})
//
// The second has driver data, table and entry behind the pattern.
#pragma once

#include <string>

#include "kernel/kernel.h"
#include "kit/kit.h"

namespace ko2alias::test {

/// Each line is `MODULE PATTERN [DATA [TABLE[ENTRY]]]`, `-` for no data, or `MODULE` for one
/// without aliases; `+` before what is built in.
Kernel kernel(const strings& lines, std::string config = "");

}  // namespace ko2alias::test
