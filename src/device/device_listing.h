// Devices from what lspci and lsusb print, for a machine whose /sys is not at hand.
//
//   00:1f.6 0200: 8086:15b7 (rev 21)                       pci:v00008086d000015B7sv*sd*bc02sc00i*
//   Bus 001 Device 004: ID 0bda:8152 Realtek RTL8152       usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*
//
// Such texts are pasted from terminals, mails and web pages: blanks before a line, CRLF and lines
// of other origin do no harm.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/device_list.h"
#include "ko2alias/problem.h"

namespace ko2alias {

/// What lspci printed with ids: -n or -nn, alone or with -mm, -vmm, -v, -k, -D, -P. `where` is the
/// slot as printed. A problem if there is no device, or only names of devices.
Result<std::vector<Device>> parse_lspci(std::string_view text);

/// What lsusb printed: plain lines, -tv, or -v with one device for each interface of the first
/// configuration. `where` is `bus 1 device 4`, followed by ` interface 0` if it is one. A problem
/// if there is no device, or only a tree without ids.
Result<std::vector<Device>> parse_lsusb(std::string_view text);

enum class IdBus : std::uint8_t { pci, usb };
/// Of `8086:10d3`, or with a subsystem `8086:10d3:103c:1785`, in either case of letters; usb has no
/// subsystem. Nothing for other texts.
std::optional<std::string> modalias_of_ids(std::string_view ids, IdBus bus);

/// The same with the bus before it: `usb:0bda:8152`; without one it is pci.
std::optional<std::string> modalias_of_ids(std::string_view ids);

/// The modalias of a device as a person writes it: a modalias, also in quotes or behind
/// `MODALIAS=`, and with lower-case digits; ids; or a module's name, which is left as it is. A
/// problem for what is none of these: a slot, a path, ids with other digits.
Result<std::string> modalias_of_text(std::string_view text);

/// The number of the first line that lspci or lsusb printed; nothing where none is.
std::optional<std::size_t> find_listing_line(std::string_view text);

}  // namespace ko2alias
