// Devices from what lspci prints, for a machine whose /sys is not at hand.
//
//   00:1f.6 0200: 8086:15b7 (rev 21)      pci:v00008086d000015B7sv*sd*bc02sc00i*
//
// Such texts are pasted from terminals, mails and web pages: blanks before a line, CRLF and lines
// of other origin do no harm.
#pragma once

#include <string_view>
#include <vector>

#include "device/device_list.h"
#include "ko2alias/problem.h"

namespace ko2alias {

/// Reads the text of an lspci that printed ids: -n or -nn, alone or with -mm, -vmm, -v, -k, -D, -P.
/// `where` is the slot as printed. A text without devices, or with names of devices alone, is a
/// problem.
Result<std::vector<Device>> parse_lspci(std::string_view text);

}  // namespace ko2alias
