// Patterns of buses whose devices report fields of known widths. A star in such a field stands for
// that many digits.
#pragma once

#include "pattern/glob.h"

namespace ko2alias {

/// Whether a pattern speaks of a bus whose fields have known widths.
bool has_shape(const Glob& glob);

/// The pattern with every star in a field of known width replaced by hexadecimal digits, as devices
/// report them: the star in `pci:v00008086d*sv…` becomes eight digits. A star at the end stands for
/// all fields that are left: `pci:v00008086d*` is `pci:v00008086d*sv*sd*bc*sc*i*`. A pattern of a
/// bus without such fields stays as it is.
Glob shaped_as_device(const Glob& glob);

/// Whether both match a device that reports no more than the longer of them asks for.
/// `acpi*:AAAA0001:*` and `acpi*:BBBB0002:*` do not: only a device that reports both ids matches
/// both.
bool have_natural_overlap(const Glob& a, const Glob& b, Work& work);

}  // namespace ko2alias
