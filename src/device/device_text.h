// Devices as people write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ko2alias/problem.h"

namespace ko2alias {

enum class IdBus : std::uint8_t { pci, usb };
/// The modalias of `8086:10d3`, or with a subsystem `8086:10d3:103c:1785`, in either case of
/// letters; usb has no subsystem. Nothing for other texts.
std::optional<std::string> modalias_of_ids(std::string_view ids, IdBus bus);

/// The same for ids with their bus before them, `usb:0bda:8152`; ids without a bus are pci's.
std::optional<std::string> modalias_of_ids(std::string_view ids);

/// The modalias of a device as a person writes it: a modalias, also in quotes or behind
/// `MODALIAS=`, and with lower-case digits; ids; or a module's name, which is left as it is.
/// Anything else is a problem: a slot, a path, ids with other digits.
Result<std::string> modalias_of_text(std::string_view text);

/// What a text is, taken for a modalias. `of_other_bus` has the form of one, `nd:t7`, but a word
/// and a colon may be anything.
enum class ModaliasKind : std::uint8_t { none, of_other_bus, of_known_bus };

/// Judges by the bus before the colon, and by what stands behind it: `pci:v00008086d…` is one, and
/// `pci:8086`, `spi: ad5300` or `Subject:hello` is none. A `*` may stand for a field.
ModaliasKind kind_of_modalias(std::string_view text);

}  // namespace ko2alias
