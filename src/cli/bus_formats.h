// The formats of `buses`. A format is a row.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "describe/bus.h"
#include "support/format_row.h"
#include "support/screen.h"

namespace ko2alias {

/// The buses that are shown.
struct BusesView {
  std::vector<const Bus*> buses{};
  /// Whether they were asked for by their names, and are shown with all that is known.
  bool is_asked = false;
  Screen screen{};
};

using BusFormat = FormatRow<BusesView>;

/// The first is the default.
std::span<const BusFormat> bus_formats();

/// The texts that the bus's aliases begin with: `pci`; of pnp `pnp` and `acpi`.
std::vector<std::string> alias_prefixes(const Bus& bus);

}  // namespace ko2alias
