// Patterns of buses whose devices report fields of known widths: a star there stands for digits.
#pragma once

#include "pattern/glob.h"

namespace ko2alias {

/// Whether a pattern speaks of a bus whose fields have known widths.
bool has_shape(const Glob& glob);

/// The same with every star inside a field of known width filled up with hexadecimal digits, as
/// devices report them: `pci:v00008086d*…` becomes eight digits after `d`. For buses without such
/// fields, the same pattern.
Glob shaped_as_device(const Glob& glob);

/// Whether both match a device that reports no more than the longer of them asks for:
/// `acpi*:AAAA0001:*` and `acpi*:BBBB0002:*` have devices in common, but only such as report both
/// ids.
bool have_natural_overlap(const Glob& a, const Glob& b);

}  // namespace ko2alias
