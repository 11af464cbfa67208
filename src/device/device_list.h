// Devices as lists, listings and /sys have them.
//
//   web1<TAB>pci:v00008086d000010D3sv…        a list: a modalias or ids a line
//   00:1f.6 0200: 8086:15b7 (rev 21)          what lspci prints
//   E: MODALIAS=spi:ad5300                    what udevadm prints
//
// Such texts are pasted from terminals, mails and web pages: a byte-order mark, CRLF, blanks before
// a line and `> ` do no harm.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

/// A device of a list, or of a /sys.
struct Device {
  /// The host it is in, its slot, or its place in /sys; may be empty.
  std::string where{};
  /// Has `*` where a field is not known: a line of `lspci -n` tells neither subsystem nor
  /// programming interface, which leaves `pci:v00008086d000010D3sv*sd*bc02sc00i*`.
  std::string modalias{};
  /// The driver bound to it now; empty where none is bound, or none was told.
  std::string driver{};
  /// The modules that its own kernel has for it, where the listing says so. Whoever wrote that line
  /// knew the whole device.
  std::vector<std::string> modules{};
  /// The host with which `where` begins, where a list says one. `where` alone may be a slot, too.
  std::string host{};
  /// Where the list has it, if it is a word that is the name of a module if anything; empty for all
  /// others. Only a kernel can tell.
  std::string doubtful_at{};
};

/// What a line of a list has to be.
constexpr std::string_view expected_line =
    "expected a modalias or ids such as 8086:10d3, with or without HOST<TAB> before them, or what "
    "lspci, lsusb, usb-devices or udevadm prints";

/// Whether a device's listing tells that its own kernel has a module of this name for it: it names
/// the module, or a driver of it. Where the names of the module's drivers are not known, a driver
/// that is called like the module is taken for one. Of use where the modalias has stars.
bool is_told(const Device& device, std::string_view module,
             const std::optional<std::vector<std::string>>& drivers);

/// What a text of devices is. `automatic` takes each line for what it looks like; of a `verbatim`
/// one each line is a device, whatever it looks like.
enum class ListingKind : std::uint8_t { automatic, list, lspci, lsusb, udevadm, verbatim };

/// The kind that a user calls so: `auto`, `list`, `lspci`, `lsusb`, `udevadm` or `verbatim`.
std::optional<ListingKind> find_listing_kind(std::string_view name);
/// The kind in words: `what lspci prints`.
std::string_view words_for(ListingKind kind);

/// The devices of a text or a folder, and what of it was not read.
struct DeviceReading {
  std::vector<Device> devices{};
  /// The place of each is `line 3`, or a path. An error is a device that is missing above, or a
  /// line that may be one; a warning is something to know of a device.
  std::vector<Problem> problems{};
  /// The kinds that were found, each once, in the order of the text.
  std::vector<ListingKind> kinds{};
};

/// Reads a text of this kind. No line of a list is passed over but empty ones and those that begin
/// with `#`: each other one is a device or a problem. In what a program printed, lines that do not
/// look like a device of it are passed over, as prompts and remarks stand there too. No device at
/// all is a problem.
DeviceReading read_device_text(std::string_view text, ListingKind kind = ListingKind::automatic);

/// Reads a file with such a text (`-` is standard input), or where the kind is not said a folder
/// too, which is a /sys or a part of one. Places of problems have the path before them.
DeviceReading read_devices(const std::string& path, ListingKind kind = ListingKind::automatic);

}  // namespace ko2alias
